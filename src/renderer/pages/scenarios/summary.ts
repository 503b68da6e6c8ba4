import type { Scenario } from '../../../shared/scenario.ts'

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)

/** What a card says about a hospital. */
interface ScenarioSummary {
  visitsPerDay: number
  careSpaces: number
  clinicianHoursPerDay: number
  fewestClinicians: number
  mostClinicians: number
  casualties: number | null
}

export function summarise(scenario: Scenario): ScenarioSummary {
  const clinicians = scenario.resources.cliniciansByHour
  return {
    visitsPerDay: (sum(scenario.arrivals.ratePerHour) * sum(scenario.arrivals.weekdayFactor)) / 7,
    careSpaces: scenario.resources.careSpaces,
    clinicianHoursPerDay: sum(clinicians),
    fewestClinicians: Math.min(...clinicians),
    mostClinicians: Math.max(...clinicians),
    casualties: scenario.arrivals.surge?.casualties ?? null,
  }
}
