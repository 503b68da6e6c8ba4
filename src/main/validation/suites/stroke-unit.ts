import type { ModelDocument } from '../../../shared/model/document.ts'
import { minutesPerDay } from '../../../shared/time.ts'
import type { CheckPlan } from '../check.ts'
import { erlangLoss } from '../closed-forms/many-servers.ts'
import type { Experiment } from '../experiment.ts'
import { CensusShares } from '../instruments/census-shares.ts'
import { modelExperiment } from '../model-experiment.ts'
import type { Totals } from '../totals.ts'

const paper =
  'Monks and others, A modelling tool for capacity planning in acute and community stroke services (2016), BMC Health Services Research 16:530'
const replications = 200

/** Beds that stays and arrivals of the paper need on average: arrivals a day x mean stay, over all kinds of patients. */
const offeredBeds = { acute: 8.145493, rehab: 9.718218, both: 8.145493 + 9.718218 }
const wards = { acute: 'acute beds', rehab: 'rehabilitation beds', both: 'acute and rehabilitation beds pooled' }

/** Beds with the published share of patients delayed. */
const table = {
  acute: { 9: '0.18', 10: '0.13', 11: '0.09', 12: '0.06', 13: '0.04', 14: '0.02' },
  rehab: { 10: '0.20', 12: '0.11', 13: '0.08', 14: '0.05', 15: '0.03', 16: '0.02' },
  both: { 22: '0.064' },
} as const
type Ward = keyof typeof table
const wardNames = ['acute', 'rehab', 'both'] as const

/** Enough beds for everybody, so that the census is Poisson; the share delayed at n beds is read off it, as published. */
export function strokeUnitExperiments(document: ModelDocument, quick: boolean): Experiment[] {
  const { warmUp } = document.run
  const horizon = warmUp + (quick ? 7_000 : 40_000)
  const changed: ModelDocument = { ...document, run: { ...document.run, horizon } }
  return [
    modelExperiment({
      name: 'census',
      replications,
      document: changed,
      instrument: () => new CensusShares(['acute', 'rehab'], 'both', warmUp * minutesPerDay, horizon * minutesPerDay),
      checks: wardNames.flatMap((ward) => [
        {
          name: `Mean number of ${wards[ward]} in use`,
          description: 'Patients in bed on average over time, with beds for all: arrivals a day x mean stay.',
          unit: 'beds',
          expected: { value: offeredBeds[ward], digits: 6 },
          read: (totals: Totals) => mean(totals, ward),
          source: `${paper}; mean of its inputs`,
        },
        ...Object.entries(table[ward]).map(([beds, published]) => delay(ward, Number(beds), published)),
      ]),
    }),
  ]
}

function delay(ward: Ward, beds: number, published: string): CheckPlan {
  return {
    name: `Share delayed at ${beds} ${wards[ward]}`,
    description: `P(${beds} in bed) / P(${beds} or fewer in bed) with beds for all, the published method; exact by Erlang's loss formula because arrivals are Poisson. Published from a simulation: ${published}.`,
    unit: 'share',
    expected: { value: erlangLoss(offeredBeds[ward], beds) },
    read: (totals) => {
      let within = 0
      for (let count = 0; count <= beds; count++) within += totals.of(`${ward} ${count}`)
      return totals.of(`${ward} ${beds}`) / within
    },
    source: paper,
  }
}

function mean(totals: Totals, ward: Ward): number {
  let [sum, all] = [0, 0]
  for (let count = 0; count < CensusShares.levels; count++) {
    const time = totals.of(`${ward} ${count}`)
    sum += count * time
    all += time
  }
  return sum / all
}
