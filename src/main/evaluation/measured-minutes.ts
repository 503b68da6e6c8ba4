import type { Scenario } from '../../shared/scenario.ts'
import { minutesPerDay, minutesPerHour } from '../../shared/time.ts'

/** What is measured of a replication: the days after its warm-up. */
export function measuredMinutes({ run }: Scenario): { fromMinutes: number; untilMinutes: number } {
  const fromMinutes = run.warmUpHours * minutesPerHour
  return { fromMinutes, untilMinutes: fromMinutes + run.days * minutesPerDay }
}
