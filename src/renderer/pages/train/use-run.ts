import { useEffect, useRef, useState } from 'react'
import { isActive, type Run, type RunMetrics } from '../../../shared/run.ts'
import { client } from '../../connection/client.ts'
import { queryClient, queryKeys, useRunMetrics } from '../../queries.ts'
import { useStream } from '../../use-stream.ts'

/** A run as it goes on, with the metrics of all its iterations so far. */
export function useRun(listed: Run): { run: Run; metrics: RunMetrics[] } {
  const stored = useRunMetrics(listed.id)
  const [arrived, setArrived] = useState<RunMetrics[]>([])
  const last = useRef(0)
  // An attempt that starts again from a checkpoint repeats iterations, so it follows its own stream.
  const active = isActive(listed.status)
  const stream = useStream(
    active ? `${listed.id} ${listed.attempt}` : null,
    (signal) => client.runs.watch({ id: listed.id }, { signal }),
    {
      onValue: ({ run, latest }) => {
        if (latest !== null && latest.iteration !== last.current) {
          // Iterations may pass between two values; the store has them all.
          if (latest.iteration > last.current + 1) void stored.refetch()
          last.current = latest.iteration
          setArrived((before) => [...before.filter((one) => one.iteration < latest.iteration), latest])
        }
        if (!isActive(run.status)) void queryClient.invalidateQueries({ queryKey: [...queryKeys.runs] })
      },
    },
  )

  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt begins another list
  useEffect(() => {
    last.current = 0
    setArrived([])
  }, [listed.id, listed.attempt])

  const byIteration = new Map((stored.data ?? []).map((one) => [one.iteration, one]))
  for (const one of arrived) byIteration.set(one.iteration, one)
  const metrics = [...byIteration.values()].sort((a, b) => a.iteration - b.iteration)
  return { run: active ? (stream.value?.run ?? listed) : listed, metrics }
}
