import { acuityLevels, type Scenario } from '../../../shared/scenario.ts'
import { type DurationFamily, families, familyOf } from '../durations/duration-family.ts'
import type { Corner } from '../likelihood/maximise.ts'

const nearlyNever = 1e-9

/**
 * Where each number of the care model stands among its slots. All are logarithms; acuity mixes are log odds that are brought to a sum of 1.
 */
export interface SlotLayout {
  readonly groups: number
  readonly size: number
  readonly mix: (group: number, acuity: number) => number
  readonly stayTypical: (acuity: number) => number
  readonly staySpread: (acuity: number) => number
  readonly stayFactor: (group: number) => number
  readonly admission: (acuity: number) => number
  readonly admissionFactor: (group: number) => number
  readonly patienceTypical: (acuity: number) => number
  readonly patienceSpread: (acuity: number) => number
  readonly patienceFactor: (group: number) => number
}

export function slotLayout(groups: number): SlotLayout {
  const mix = groups * acuityLevels
  const stays = mix + 2 * acuityLevels
  const admissions = stays + groups + acuityLevels
  const patience = admissions + groups + 2 * acuityLevels
  return {
    groups,
    size: patience + groups,
    mix: (group, acuity) => group * acuityLevels + acuity,
    stayTypical: (acuity) => mix + acuity,
    staySpread: (acuity) => mix + acuityLevels + acuity,
    stayFactor: (group) => stays + group,
    admission: (acuity) => stays + groups + acuity,
    admissionFactor: (group) => admissions + group,
    patienceTypical: (acuity) => admissions + groups + acuity,
    patienceSpread: (acuity) => admissions + groups + acuityLevels + acuity,
    patienceFactor: (group) => patience + group,
  }
}

/** The care model of one hospital: what is fixed, where each slot begins, and which number of the fit moves it. */
export interface CareModel {
  readonly scenario: Scenario
  readonly layout: SlotLayout
  readonly stayFamilies: readonly DurationFamily[]
  /** Level whose patients never leave unseen. */
  readonly neverLeaves: readonly boolean[]
  /** Value of each slot where its number is 0. */
  readonly offset: Float64Array
  /** Number that is added to each slot; -1: the slot keeps the base's value. Slots may share a number. */
  readonly index: Int32Array
  /** Numbers of the fit. */
  readonly size: number
  readonly lower: Float64Array
  readonly upper: Float64Array
}

export interface Freedom {
  /** Slots that are fitted, each with a number of its own. */
  readonly own: ReadonlySet<number>
  /** Slots that move together. */
  readonly shared: readonly (readonly number[])[]
}

/** Every slot as the base has it. `stayFamilies` null: those of the base. */
export function careModel(
  scenario: Scenario,
  freedom: Freedom,
  stayFamilies: readonly DurationFamily[] | null,
  neverLeaves: readonly boolean[],
): CareModel {
  const layout = slotLayout(scenario.groups.length)
  const offset = new Float64Array(layout.size)
  const base = scenario.care.spaceMinutes.map(familyOf)
  scenario.groups.forEach((group, g) => {
    group.acuityMix.forEach((share, acuity) => {
      offset[layout.mix(g, acuity)] = Math.log(Math.max(share, freedom.own.has(layout.mix(g, acuity)) ? 1e-4 : 1e-12))
    })
    offset[layout.stayFactor(g)] = Math.log(group.spaceTimeFactor)
    offset[layout.admissionFactor(g)] = Math.log(Math.max(group.admissionFactor, nearlyNever))
    offset[layout.patienceFactor(g)] = Math.log(group.patienceFactor)
  })
  for (let acuity = 0; acuity < acuityLevels; acuity++) {
    const family = stayFamilies?.[acuity] ?? base[acuity]!.family
    const { logTypical, logSpread, family: baseFamily } = base[acuity]!
    const isSame = family === baseFamily
    const mean = Math.log(baseFamily.meanMinutes(logTypical, logSpread))
    offset[layout.stayTypical(acuity)] = isSame ? logTypical : family === families.lognormal ? mean - 0.2 : mean
    offset[layout.staySpread(acuity)] = isSame ? logSpread : family === families.lognormal ? Math.log(0.7) : Math.log(2)
    offset[layout.admission(acuity)] = Math.log(Math.max(scenario.admission.probability[acuity]!, 1e-3))
    const patience = scenario.patience.minutes[acuity] ?? nearestPatience(scenario, acuity)
    const { logTypical: logPatience, logSpread: logSigma, family: patienceFamily } = familyOf(patience)
    const isLognormal = patienceFamily === families.lognormal
    offset[layout.patienceTypical(acuity)] = isLognormal ? logPatience : logPatience - 0.35
    offset[layout.patienceSpread(acuity)] = isLognormal ? logSigma : Math.log(0.8)
  }
  const index = new Int32Array(layout.size).fill(-1)
  let size = 0
  for (const slot of freedom.own) index[slot] = size++
  for (const slots of freedom.shared) {
    for (const slot of slots) index[slot] = size
    size++
  }
  const lower = new Float64Array(size).fill(-12)
  const upper = new Float64Array(size).fill(12)
  index.forEach((number, slot) => {
    if (number < 0) return
    const isAdmission = slot >= layout.admission(0) && slot < layout.admission(0) + acuityLevels
    if (isAdmission) upper[number] = Math.min(upper[number]!, -offset[slot]!)
    const isSpread =
      (slot >= layout.staySpread(0) && slot < layout.staySpread(0) + acuityLevels) ||
      (slot >= layout.patienceSpread(0) && slot < layout.patienceSpread(0) + acuityLevels)
    if (isSpread) {
      lower[number] = Math.log(0.05) - offset[slot]!
      upper[number] = Math.log(slot >= layout.patienceSpread(0) ? 3 : 50) - offset[slot]!
    }
  })
  return {
    scenario,
    layout,
    stayFamilies: stayFamilies ?? base.map(({ family }) => family),
    neverLeaves,
    offset,
    index,
    size,
    lower,
    upper,
  }
}

function nearestPatience(scenario: Scenario, acuity: number) {
  for (let away = 1; away < acuityLevels; away++) {
    const found = scenario.patience.minutes[acuity + away] ?? scenario.patience.minutes[acuity - away]
    if (found) return found
  }
  return { distribution: 'lognormal', medianMinutes: 600, sigma: 0.8 } as const
}

/** Values of all slots at these numbers. */
export function slotValues(
  model: CareModel,
  at: ArrayLike<number>,
  into: Float64Array = new Float64Array(model.layout.size),
): Float64Array {
  for (let slot = 0; slot < into.length; slot++) {
    const number = model.index[slot]!
    into[slot] = model.offset[slot]! + (number < 0 ? 0 : at[number]!)
  }
  return into
}

/** Where an admission has just reached 100 % (level times group), to within `distance` of its logarithm: the likelihood has a corner there. */
export function cornerNear(model: CareModel, at: Float64Array, distance: number): Corner | null {
  const { layout, index, offset } = model
  const logAt = (slot: number) => offset[slot]! + (index[slot]! < 0 ? 0 : at[index[slot]!]!)
  for (let group = 0; group < layout.groups; group++)
    for (let acuity = 0; acuity < acuityLevels; acuity++) {
      const slots = [layout.admissionFactor(group), layout.admission(acuity)]
      const beyond = slots.reduce((sum, slot) => sum + logAt(slot), 0)
      const numbers = slots.map((slot) => index[slot]!).filter((number) => number >= 0)
      if (numbers.length > 0 && Math.abs(beyond) < distance) return { numbers, beyond }
    }
  return null
}

/**
 * The same numbers, moved to `distance` beyond any corner that is nearer, to where the admission stays at 100 %: what second derivatives say at a corner
 * is nothing.
 */
export function beyondCorners(model: CareModel, at: Float64Array, distance: number): Float64Array {
  const moved = Float64Array.from(at)
  // Moving one number moves all admissions that it makes: each may come to a corner in its turn, never twice, as all moves lead beyond.
  for (let corner = cornerNear(model, moved, distance); corner !== null; corner = cornerNear(model, moved, distance))
    moved[corner.numbers[0]!]! += 1.001 * distance - corner.beyond
  return moved
}
