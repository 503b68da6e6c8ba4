import { QueryClient, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Activity } from '../shared/contract.ts'
import type { Settings } from '../shared/settings.ts'
import { showProblem } from './components/toast.tsx'
import { client } from './connection/client.ts'
import { connectionStore } from './connection/connection-state.ts'
import { errorSentence, isAnswer } from './connection/errors.ts'
import { useStream } from './use-stream.ts'

/** Names of what is kept from the studio; invalidating `['scenarios']` also refreshes each single one. */
export const queryKeys = {
  info: ['info'] as const,
  settings: ['settings'] as const,
  engines: ['engines'] as const,
  scenarios: ['scenarios'] as const,
  scenario: (id: string) => ['scenarios', id] as const,
  runs: ['runs'] as const,
  run: (id: string) => ['runs', id] as const,
  runMetrics: (id: string) => ['runs', id, 'metrics'] as const,
  studies: ['studies'] as const,
  study: (id: string) => ['studies', id] as const,
}

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { staleTime: 5_000, retry: (failures, error) => failures < 1 && !isAnswer(error), refetchOnWindowFocus: false },
  },
})

// Everything may have changed while the connection was away.
connectionStore.subscribe((now, before) => {
  if (now.opening > 1 && now.opening !== before.opening) void queryClient.invalidateQueries()
})

export const useSystemInfo = () => useQuery({ queryKey: queryKeys.info, queryFn: () => client.system.info() })
export const useSettings = () => useQuery({ queryKey: queryKeys.settings, queryFn: () => client.system.settings() })
/** Asked again every second while they are measured, also where that was asked for just now. */
export const useEngines = (isMeasuring: boolean) =>
  useQuery({
    queryKey: queryKeys.engines,
    queryFn: () => client.engines.list(),
    refetchInterval: ({ state }) => (isMeasuring || (state.data?.measuring ?? null) !== null ? 1000 : false),
  })
/** All hospitals, in the order every list shows them in. */
export const useScenarios = () => useQuery({ queryKey: queryKeys.scenarios, queryFn: () => client.scenarios.list() })
export const useScenario = (id: string) =>
  useQuery({ queryKey: queryKeys.scenario(id), queryFn: () => client.scenarios.get({ id }) })
export const useRuns = () => useQuery({ queryKey: queryKeys.runs, queryFn: () => client.runs.list() })
export const useRunMetrics = (id: string) =>
  useQuery({ queryKey: queryKeys.runMetrics(id), queryFn: () => client.runs.metrics({ id }) })
export const useStudies = () => useQuery({ queryKey: queryKeys.studies, queryFn: () => client.studies.list() })
export const useStudy = (id: string) => useQuery({ queryKey: queryKeys.study(id), queryFn: () => client.studies.get({ id }) })

export function useSaveSettings() {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (settings: Settings) => client.system.saveSettings(settings),
    onSuccess: (settings) => cache.setQueryData(queryKeys.settings, settings),
    onError: (error) => showProblem(errorSentence(error)),
  })
}

interface ActionOptions<Input, Output> {
  /** What to fetch again afterwards. */
  refresh?: readonly (readonly string[])[]
  onSuccess?: (output: Output, input: Input) => void
  /** Default: a toast with the sentence. */
  onError?: (error: unknown) => void
}

/** A change asked of the studio: refreshes what it touches and shows what goes wrong. */
export function useAction<Input, Output>(perform: (input: Input) => Promise<Output>, options: ActionOptions<Input, Output> = {}) {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: perform,
    onSuccess: (output, input) => {
      for (const queryKey of options.refresh ?? []) void cache.invalidateQueries({ queryKey: [...queryKey] })
      options.onSuccess?.(output, input)
    },
    onError: (error) => (options.onError ?? ((problem: unknown) => showProblem(errorSentence(problem))))(error),
  })
}

/** All jobs that run or ended in the last minute. */
export function useActivity(): Activity[] {
  return useStream('activity', (signal) => client.system.activity(undefined, { signal })).value ?? []
}
