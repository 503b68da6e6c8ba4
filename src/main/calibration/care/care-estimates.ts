import { acuityLevels } from '../../../shared/scenario.ts'
import type { DurationFamily } from '../durations/duration-family.ts'
import {
  deviationOfSample,
  equivalentSample,
  largeSample,
  meanOfSample,
  type Roots,
  rootsOfDeviation,
  rootsOfMean,
} from '../likelihood/equivalent-sample.ts'
import { profileInterval } from '../likelihood/profile-likelihood.ts'
import { onLogScale, onOddsScale, type Uncertain } from '../likelihood/uncertain.ts'
import type { CareFit } from './care-fit.ts'
import { slotValues } from './care-parameters.ts'

/** Standard error, of a logarithm or log odds, from which the profile likelihood is walked: the curvature alone would mislead. */
const uncertainFrom = 0.12
const step = 1e-4
const largestMinutes = 1e6

/** One number of the scenario, as the fit has it. */
export interface CareEstimate {
  readonly path: string
  readonly label: string
  readonly unit: 'minutes' | 'share' | 'factor' | 'spread'
  readonly estimate: Uncertain
}

interface Wanted extends Omit<CareEstimate, 'estimate'> {
  readonly scale: 'log' | 'odds'
  readonly slot: number
  /** On the working scale: logarithm or log odds. */
  readonly derive: (at: Float64Array) => number
  /** What a time in the care space needs where few stays tell it. */
  readonly stay?: { readonly is: 'typical' | 'spread'; readonly spreadSlot: number; readonly family: DurationFamily }
}

/** Estimates of all that was fitted, with their intervals. */
export function careEstimates(fit: CareFit, onProgress: (share: number) => void): CareEstimate[] {
  const wanted = wantedOf(fit)
  return wanted.map((want, index) => {
    onProgress(index / wanted.length)
    const { path, label, unit } = want
    return { path, label, unit, estimate: estimateOf(fit, want) }
  })
}

function wantedOf({ model }: CareFit): Wanted[] {
  const { layout, index, scenario, stayFamilies } = model
  const wanted: Wanted[] = []
  const logOf = (slot: number) => (at: Float64Array) => model.offset[slot]! + at[index[slot]!]!
  const add = (slot: number, path: string, label: string, unit: Wanted['unit'], stay?: Wanted['stay']) => {
    if (index[slot]! >= 0)
      wanted.push({ path, label, unit, scale: 'log', slot, derive: logOf(slot), ...(stay !== undefined && { stay }) })
  }
  scenario.groups.forEach((group, g) => {
    const slots = Array.from({ length: acuityLevels }, (_, acuity) => layout.mix(g, acuity))
    if (slots.every((slot) => index[slot]! < 0)) return
    slots.forEach((slot, acuity) => {
      wanted.push({
        path: `groups[${g}].acuityMix[${acuity}]`,
        label: `True acuity ${acuity + 1}, ${group.label}`,
        unit: 'share',
        scale: 'odds',
        slot,
        derive: (at) => {
          const values = slotValues(model, at)
          const others = slots.reduce((sum, other) => (other === slot ? sum : sum + Math.exp(values[other]!)), 0)
          return values[slot]! - Math.log(others)
        },
      })
    })
  })
  for (let acuity = 0; acuity < acuityLevels; acuity++) {
    const family = stayFamilies[acuity]!
    const isLognormal = family.name === 'lognormal'
    const spreadSlot = layout.staySpread(acuity)
    const stay = `care.spaceMinutes[${acuity}]`
    const level = `acuity ${acuity + 1}`
    add(
      layout.stayTypical(acuity),
      `${stay}.${isLognormal ? 'medianMinutes' : 'meanMinutes'}`,
      `Time in the care space, ${level}: ${isLognormal ? 'median' : 'mean'}`,
      'minutes',
      { is: 'typical', spreadSlot, family },
    )
    add(
      spreadSlot,
      `${stay}.${isLognormal ? 'sigma' : 'shape'}`,
      `Time in the care space, ${level}: ${isLognormal ? 'spread' : 'shape'}`,
      'spread',
      { is: 'spread', spreadSlot, family },
    )
  }
  scenario.groups.forEach(({ label }, g) => {
    add(layout.stayFactor(g), `groups[${g}].spaceTimeFactor`, `Time in the care space, factor of ${label}`, 'factor')
  })
  for (let acuity = 0; acuity < acuityLevels; acuity++) {
    const slot = layout.admission(acuity)
    if (index[slot]! < 0) continue
    wanted.push({
      path: `admission.probability[${acuity}]`,
      label: `Admission, acuity ${acuity + 1}`,
      unit: 'share',
      scale: 'odds',
      slot,
      derive: (at) => {
        const log = Math.min(logOf(slot)(at), -1e-9)
        return log - Math.log(-Math.expm1(log))
      },
    })
  }
  scenario.groups.forEach(({ label }, g) => {
    add(layout.admissionFactor(g), `groups[${g}].admissionFactor`, `Admission, factor of ${label}`, 'factor')
  })
  for (let acuity = 0; acuity < acuityLevels; acuity++) {
    const level = `acuity ${acuity + 1}`
    add(layout.patienceTypical(acuity), `patience.minutes[${acuity}].medianMinutes`, `Patience, ${level}: median`, 'minutes')
    add(layout.patienceSpread(acuity), `patience.minutes[${acuity}].sigma`, `Patience, ${level}: spread`, 'spread')
  }
  scenario.groups.forEach(({ label }, g) => {
    add(layout.patienceFactor(g), `groups[${g}].patienceFactor`, `Patience, factor of ${label}`, 'factor')
  })
  return wanted
}

const fromOdds = (logOdds: number): number => 1 / (1 + Math.exp(-logOdds))

/** How many sure stays would tell as much as those of a level do; null where their spread is not fitted, or at its bound. */
function sampleOf({ model, covariance, loose }: CareFit, { stay }: Wanted): number | null {
  const number = stay === undefined ? -1 : model.index[stay.spreadSlot]!
  if (stay === undefined || number < 0 || loose.has(number)) return null
  const variance = covariance[number * model.size + number]!
  return variance > 0 ? equivalentSample(Math.abs(stay.family.deviationPower) * Math.sqrt(variance)) : null
}

function rootsOf({ stay }: Wanted, sample: number | null): Roots {
  if (stay === undefined || sample === null) return largeSample
  if (stay.is === 'typical') return rootsOfMean(sample)
  const roots = rootsOfDeviation(sample)
  if (stay.family.deviationPower > 0) return roots
  return (level) => {
    const [below, above] = roots(level)
    return [above, below]
  }
}

function estimateOf(fit: CareFit, want: Wanted): Uncertain {
  const { model, maximum, covariance, loose, likelihood } = fit
  const { derive, slot, scale, unit } = want
  const { size } = model
  const number = model.index[slot]!
  const gradient = new Float64Array(size)
  const moved = Float64Array.from(maximum.at)
  for (let index = 0; index < size; index++) {
    if (loose.has(index)) continue
    moved[index] = maximum.at[index]! + step
    const above = derive(moved)
    moved[index] = maximum.at[index]! - step
    gradient[index] = (above - derive(moved)) / (2 * step)
    moved[index] = maximum.at[index]!
  }
  let variance = 0
  for (let row = 0; row < size; row++) {
    if (gradient[row] === 0) continue
    for (let column = 0; column < size; column++)
      variance += gradient[row]! * covariance[row * size + column]! * gradient[column]!
  }
  const standardError = Math.sqrt(variance)
  const back = scale === 'odds' ? fromOdds : Math.exp
  const sample = sampleOf(fit, want)
  if (number >= 0 && (loose.has(number) || !(standardError < uncertainFrom)))
    return profileInterval({
      likelihood,
      maximum,
      number,
      covariance,
      step: loose.has(number) ? 1 : Math.min(1.5, 1.75 * standardError),
      derive,
      back,
      roots: rootsOf(want, sample),
      ends:
        scale === 'odds'
          ? [0, 1]
          : unit === 'spread'
            ? [back(model.offset[slot]! + model.lower[number]!), back(model.offset[slot]! + model.upper[number]!)]
            : [0, largestMinutes],
    })
  const value = back(derive(maximum.at))
  if (want.stay !== undefined && sample !== null)
    return want.stay.is === 'typical'
      ? meanOfSample(value, standardError, sample)
      : deviationOfSample(value, want.stay.family.deviationPower, sample)
  return scale === 'odds' ? onOddsScale(value, standardError) : onLogScale(value, standardError)
}
