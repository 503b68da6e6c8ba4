import { threefry } from './threefry.ts'

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
 * Random numbers addressed by (seed, use, replication, patient, purpose). Nothing is carried from draw to draw, so two policies that treat
 * patients in another order still meet the same patients (common random numbers).
 */
export class KeyedRandom {
  /** The two numbers of the last draw, each strictly between 0 and 1. */
  first = 0.5
  second = 0.5
  private key0 = 0
  private key1 = 0
  private readonly words = new Int32Array(2)

  constructor(key: RandomKey) {
    this.rekey(key)
  }

  rekey(key: RandomKey): void {
    threefry(key.seed | 0, useCodes[key.use], key.replication | 0, 0, this.words)
    this.key0 = this.words[0]!
    this.key1 = this.words[1]!
  }

  draw(patient: number, purpose: number): void {
    threefry(this.key0, this.key1, patient, purpose, this.words)
    this.first = ((this.words[0]! >>> 0) + 0.5) * 2.3283064365386963e-10
    this.second = ((this.words[1]! >>> 0) + 0.5) * 2.3283064365386963e-10
  }

  /** The same for a later visit, counted from 1: under a key of its own, so that there can be any number of them. */
  drawVisit(patient: number, purpose: number, visit: number): void {
    const { words } = this
    threefry(this.key0, this.key1, patient, purpose + redrawPurposes, words)
    threefry(words[0]!, words[1]!, visit, 0, words)
    this.first = ((words[0]! >>> 0) + 0.5) * 2.3283064365386963e-10
    this.second = ((words[1]! >>> 0) + 0.5) * 2.3283064365386963e-10
  }
}
