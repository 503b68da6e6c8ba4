import { type RuleName, ruleLabels } from '../../../shared/policy.ts'
import { KeyedRandom, purposes, type RandomKey } from '../population/random.ts'
import type { HospitalModel } from './hospital-model.ts'
import type { Policy } from './policy.ts'
import type { Simulation } from './simulation.ts'

/**
 * Serves the class with the largest index `base + slope x wait of its first patient`; equal indices: who waits longest, then the smaller
 * class number. Every rule but the random one is of this kind.
 */
class IndexRule implements Policy {
  readonly name: RuleName
  readonly label: string
  private readonly base: Float64Array
  private readonly slopePerMinute: Float64Array

  constructor(name: RuleName, base: Float64Array, slopePerMinute: Float64Array) {
    this.name = name
    this.label = ruleLabels[name]
    this.base = base
    this.slopePerMinute = slopePerMinute
  }

  choose(simulation: Simulation): number {
    const { base, slopePerMinute } = this
    const { now } = simulation
    const { arrivalMinutes } = simulation.patients
    let chosen = -1
    let largest = Number.NEGATIVE_INFINITY
    let longest = Number.NEGATIVE_INFINITY
    for (let classIndex = simulation.nextClass(0); classIndex >= 0; classIndex = simulation.nextClass(classIndex + 1)) {
      const waitMinutes = now - arrivalMinutes[simulation.headOf(classIndex)]!
      const index = base[classIndex]! + slopePerMinute[classIndex]! * waitMinutes
      if (index > largest || (index === largest && waitMinutes > longest)) {
        chosen = classIndex
        largest = index
        longest = waitMinutes
      }
    }
    return chosen
  }
}

/** Picks one of the waiting patients at random and serves the first of the same class. The same replication gives the same picks. */
class RandomRule implements Policy {
  readonly name = 'random'
  readonly label = ruleLabels.random
  private readonly random = new KeyedRandom({ seed: 0, use: 'training', replication: 0 })
  private choices = 0

  begin(key: RandomKey): void {
    this.random.rekey(key)
    this.choices = 0
  }

  choose(simulation: Simulation): number {
    this.random.draw(this.choices++, purposes.policyChoice)
    let left = Math.floor(this.random.first * simulation.waiting)
    let classIndex = 0
    for (;;) {
      left -= simulation.waitingByClass[classIndex]!
      if (left < 0) return classIndex
      classIndex++
    }
  }
}

/**
 * The built-in rules, all on what staff can see (assigned acuity, group's usual clinician time, waits):
 * - `fcfs`: the longest wait first;
 * - `acuity`: the most urgent level first, inside it the longest wait (the reference for agents);
 * - `target`: the largest wait over target;
 * - `accumulating`: priority grows with the wait, at the level's weight per minute;
 * - `c-mu`: the largest weight per minute of clinician time;
 * - `random`: anybody.
 */
export function builtInRule(name: RuleName, model: HospitalModel): Policy {
  const byClass = (value: (acuity: number, classIndex: number) => number) =>
    Float64Array.from(model.classAcuity, (acuity, classIndex) => value(acuity, classIndex))
  const weight = (acuity: number) => model.scenario.cost.perMinute[acuity]!
  const zero = () => byClass(() => 0)
  switch (name) {
    case 'fcfs':
      return new IndexRule(
        name,
        zero(),
        byClass(() => 1),
      )
    case 'acuity':
      return new IndexRule(
        name,
        byClass((acuity) => -acuity),
        zero(),
      )
    case 'target':
      return new IndexRule(
        name,
        zero(),
        byClass((acuity) => 1 / model.targetMinutes[acuity]!),
      )
    case 'accumulating':
      return new IndexRule(
        name,
        zero(),
        byClass((acuity) => weight(acuity)),
      )
    case 'c-mu':
      return new IndexRule(
        name,
        byClass((acuity, classIndex) => weight(acuity) / model.clinicianMeanMinutes[classIndex]!),
        zero(),
      )
    case 'random':
      return new RandomRule()
  }
}
