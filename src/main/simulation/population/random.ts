import { Threefry } from './threefry.ts'

/** What patients are drawn for. Patients of one use can never be met under another. */
export type RandomUse = 'training' | 'development' | 'confirmation'

/** Names one replication: its patients, and nobody else's. `seed` and `replication` are whole numbers below 2^32. */
export interface RandomKey {
  seed: number
  use: RandomUse
  replication: number
}

const useCodes: Record<RandomUse, number> = { training: 1, development: 2, confirmation: 3 }

/**
 * What a draw is for, apart from what is drawn about a patient (`purposeOfPair`). One draw gives two numbers; no two purposes of one patient
 * share a number. The numbers are part of what makes a run reproducible: never reuse or renumber them.
 */
export const purposes = {
  arrival: 0,
  dayFactor: 6,
  spreadArrival: 7,
  policyChoice: 8,
  episodeStart: 9,
  batch: 10,
  class: 11,
  search: 12,
  resampling: 13,
} as const

const pairsBeforeOthers = 5
const firstPurpose = 1
const purposesAfterOthers = 16

/** The purpose of the draw that serves the elements 2 x pair and 2 x pair + 1 of a patient. */
export function purposeOfPair(pair: number): number {
  return pair < pairsBeforeOthers ? firstPurpose + pair : purposesAfterOthers + pair - pairsBeforeOthers
}

/** Purposes of one stream of arrivals lie so far from those of the next. */
export const purposesOfStream = 2 ** 24
const redrawPurposes = 2 ** 23

/**
 * Random numbers addressed by (seed, use, replication, patient, purpose): `draw(patient, purpose)`. Nothing is carried from draw to draw, so
 * two policies that treat patients in another order still meet the same patients (common random numbers).
 */
export class KeyedRandom extends Threefry {
  constructor(key: RandomKey) {
    super()
    this.rekey(key)
  }

  rekey(key: RandomKey): void {
    this.setKey(key.seed | 0, useCodes[key.use])
    this.draw(key.replication | 0, 0)
    this.keyByLastDraw()
  }

  /** The same for a later visit, counted from 1: under a key of its own, so that there can be any number of them. */
  drawVisit(patient: number, purpose: number, visit: number): void {
    const { key0, key1 } = this
    this.draw(patient, purpose + redrawPurposes)
    this.keyByLastDraw()
    this.draw(visit, 0)
    this.setKey(key0, key1)
  }
}
