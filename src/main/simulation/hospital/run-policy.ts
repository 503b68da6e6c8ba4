import type { Policy } from './policy.ts'
import type { Simulation } from './simulation.ts'

/** Runs a started simulation to `untilMinutes`. The policy is asked only where there is something to choose. */
export function runPolicy(simulation: Simulation, policy: Policy, untilMinutes: number): void {
  while (simulation.advance(untilMinutes)) {
    const only = simulation.onlyClass
    simulation.startCare(only >= 0 ? only : policy.choose(simulation))
  }
}
