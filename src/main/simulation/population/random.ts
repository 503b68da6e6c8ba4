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
 * What a draw is for. One draw gives two numbers, so most purposes serve two attributes; no two purposes of one patient share a number.
 * The numbers are part of what makes a run reproducible: never reuse or renumber them.
 */
export const purposes = {
  arrival: 0,
  groupAndAcuity: 1,
  triageAndAdmission: 2,
  careTimes: 3,
  boardingAndPatience: 4,
  deterioration: 5,
  dayFactor: 6,
  casualtyArrival: 7,
  policyChoice: 8,
  episodeStart: 9,
} as const
export type Purpose = (typeof purposes)[keyof typeof purposes]

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

  draw(patient: number, purpose: Purpose): void {
    threefry(this.key0, this.key1, patient, purpose, this.words)
    this.first = ((this.words[0]! >>> 0) + 0.5) * 2.3283064365386963e-10
    this.second = ((this.words[1]! >>> 0) + 0.5) * 2.3283064365386963e-10
  }
}
