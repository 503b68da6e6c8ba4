import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { Scenario } from '../../../../shared/scenario.ts'
import { client } from '../../../connection/client.ts'

export const previewReplications = 20
const previewSeed = 1
const pauseMilliseconds = 900

/**
 * Waits by group of the scenario on screen, simulated with a few replications once no edit has come for about a second. A newer edit cancels
 * the simulation under way.
 */
export function usePreview(scenario: Scenario | null) {
  const settled = useSettled(scenario, pauseMilliseconds)
  return useQuery({
    queryKey: ['preview', settled],
    queryFn: ({ signal }) =>
      client.simulations.run(
        { document: settled, policy: 'acuity', replications: previewReplications, seed: previewSeed },
        { signal },
      ),
    enabled: settled !== null,
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
    retry: false,
  })
}

/** A value once it has stayed the same for a while; the first one at once. */
function useSettled<T>(value: T, milliseconds: number): T {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), milliseconds)
    return () => clearTimeout(timer)
  }, [value, milliseconds])
  return settled
}
