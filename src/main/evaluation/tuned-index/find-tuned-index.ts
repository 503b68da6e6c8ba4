import type { TunedIndex } from '../../../shared/policy.ts'
import { WaitingCost } from '../../simulation/hospital/cost.ts'
import type { HospitalModel } from '../../simulation/hospital/hospital-model.ts'
import { drawPatients, type PatientTable } from '../../simulation/hospital/patients.ts'
import { runPolicy } from '../../simulation/hospital/run-policy.ts'
import { Simulation } from '../../simulation/hospital/simulation.ts'
import { TunedIndexRule } from '../../simulation/hospital/tuned-index-rule.ts'
import type { RandomKey } from '../../simulation/population/random.ts'
import { measuredMinutes } from '../measured-minutes.ts'
import { CandidateDistribution, strictAcuityIndex } from './candidates.ts'

export interface TunedIndexSearch {
  readonly model: HospitalModel
  /** Treat all groups alike. */
  readonly groupBlind: boolean
  readonly seed: number
  /** `fraction` from 0 to 1. */
  readonly onProgress?: (fraction: number) => void
  /** Ends the search by throwing its reason. */
  readonly signal?: AbortSignal
  readonly generations?: number
  /** Where patients come from; a test looks at the keys. */
  readonly draw?: typeof drawPatients
}

const population = 48
const bestOfGeneration = 10
const usualGenerations = 12
/** Patients that each candidate meets, about: in the first and the last generation, and in the final choice. */
const patientsOfFirst = 5_000
const patientsOfLast = 25_000
const patientsOfChoice = 48_000
const finalists = 6
const mostReplications = 400

/**
 * Finds the tuned index with the least need-weighted wait on the scenario's development patients, by the cross-entropy method (Rubinstein 1999;
 * De Boer et al. 2005): each generation is drawn from normal distributions, which then move to its best. All candidates of a generation meet the
 * same patients, each generation others. The final choice, between the best of the last generations, the centre and strict acuity, falls on
 * patients that none of them has met: on those, what is returned is at least as good as strict acuity. The same model and seed
 * give the same index.
 */
export function findTunedIndex(search: TunedIndexSearch): TunedIndex {
  const { model, groupBlind, seed, generations = usualGenerations } = search
  const trial = new Trial(search)
  const distribution = new CandidateDistribution(model.scenario, groupBlind, seed)
  // Near the end candidates differ little, and it takes more patients to tell them apart.
  const replications = Array.from({ length: generations }, (_, generation) =>
    trial.replicationsFor(patientsOfFirst * (patientsOfLast / patientsOfFirst) ** (generation / Math.max(1, generations - 1))),
  )
  const ofChoice = trial.replicationsFor(patientsOfChoice)
  const searched = replications.reduce((sum, count) => sum + count, 0)
  trial.plannedRuns = population * searched + (finalists + 2) * ofChoice
  let best: number[][] = []
  let from = 0
  for (const [generation, count] of replications.entries()) {
    const candidates = distribution.draw(generation, population)
    const indices = candidates.map((vector) => distribution.indexOf(vector))
    const costs = trial.costs(indices, from, count)
    const ranked = candidates.map((vector, index) => ({ vector, cost: costs[index]! })).sort((a, b) => a.cost - b.cost)
    best = ranked.slice(0, bestOfGeneration).map(({ vector }) => vector)
    distribution.follow(best)
    from += count
  }
  const last = [distribution.centre, ...best.slice(0, finalists)].map((vector) => distribution.indexOf(vector))
  const choices = [strictAcuityIndex(model.groups, groupBlind), ...last]
  const costs = trial.costs(choices, searched, ofChoice)
  return choices[costs.indexOf(Math.min(...costs))]!
}

/** Tries indices on development patients. */
class Trial {
  plannedRuns = 1
  private done = 0
  private patients: PatientTable | undefined
  private readonly search: TunedIndexSearch
  private readonly simulation: Simulation
  private readonly cost: WaitingCost
  private readonly fromMinutes: number
  private readonly untilMinutes: number

  constructor(search: TunedIndexSearch) {
    const { model } = search
    const { fromMinutes, untilMinutes } = measuredMinutes(model.scenario)
    this.search = search
    this.simulation = new Simulation(model)
    this.cost = new WaitingCost(model.scenario)
    this.fromMinutes = fromMinutes
    this.untilMinutes = untilMinutes
  }

  /** Small hospitals need more replications for as many patients. */
  replicationsFor(patients: number): number {
    const { model } = this.search
    const perDay = model.arrivalsPerHour.reduce((sum, rate) => sum + rate, 0)
    return Math.min(mostReplications, Math.ceil(patients / Math.max(1, perDay * model.scenario.run.days)))
  }

  /** Total need-weighted wait of each index over the same replications. */
  costs(indices: readonly TunedIndex[], firstReplication: number, replications: number): number[] {
    const { model, seed, signal, onProgress, draw = drawPatients } = this.search
    const rules = indices.map((index) => new TunedIndexRule('', '', index, model))
    const totals = rules.map(() => 0)
    for (let replication = firstReplication; replication < firstReplication + replications; replication++) {
      const key: RandomKey = { seed, use: 'development', replication }
      this.patients = draw(model, key, this.untilMinutes, this.patients)
      rules.forEach((rule, index) => {
        signal?.throwIfAborted()
        totals[index] = totals[index]! + this.costOf(rule, this.patients!)
        this.done++
      })
      onProgress?.(Math.min(1, this.done / this.plannedRuns))
    }
    return totals
  }

  private costOf(rule: TunedIndexRule, patients: PatientTable): number {
    const { simulation, cost, fromMinutes, untilMinutes } = this
    simulation.start(patients)
    runPolicy(simulation, rule, untilMinutes)
    let total = 0
    for (let patient = 0; patient < patients.count; patient++)
      if (patients.arrivalMinutes[patient]! >= fromMinutes) total += cost.ofPatient(simulation, patient, untilMinutes)
    return total
  }
}
