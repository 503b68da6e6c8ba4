import { acuityLevels, parseScenario, type Scenario } from '../../../shared/scenario.ts'
import { hoursPerDay } from '../../../shared/time.ts'
import type { ArrivalFit } from '../arrivals/arrival-fit.ts'
import type { GroupFit } from '../arrivals/group-fit.ts'
import type { BoardingFit } from '../care/boarding-fit.ts'
import type { CareFit } from '../care/care-fit.ts'
import { slotValues } from '../care/care-parameters.ts'
import { families } from '../durations/duration-family.ts'

const longestSource = 500
const rounded = (value: number): number => Number(value.toPrecision(6))

export interface Fits {
  readonly arrivals: ArrivalFit
  /** Null where the file tells no groups apart. */
  readonly groups: GroupFit | null
  /** Null where the file tells nothing but arrivals. */
  readonly care: CareFit | null
  readonly boarding: BoardingFit | null
}

export interface Naming {
  readonly name: string
  readonly title: string
  readonly base: Scenario
  /** `16,342 visits from 2026-01-05 to 2026-04-04`. */
  readonly visits: string
}

/** The base (with the file's groups) with everything in it that was fitted, and the source of each number. */
export function fittedScenario(scenario: Scenario, fits: Fits, naming: Naming): Scenario {
  const { arrivals, groups, care, boarding } = fits
  const fitted: Scenario = structuredClone(scenario)
  const sources = new Map<string, string>()
  for (const [path, source] of Object.entries(scenario.sources))
    sources.set(path, `From the base ${naming.base.title}: ${source}`)
  const say = (path: string, addition = '') => sources.set(path, `Fitted to ${naming.visits}.${addition}`)

  fitted.arrivals.ratePerHour = arrivals.ratePerHour.map(({ value }) => rounded(value))
  say('arrivals.ratePerHour')
  if (arrivals.weekdayFactor !== null) {
    fitted.arrivals.weekdayFactor = arrivals.weekdayFactor.map(({ value }) => rounded(value))
    say('arrivals.weekdayFactor', ' Their mean is 1.')
  } else {
    const mean = scenario.arrivals.weekdayFactor.reduce((sum, factor) => sum + factor, 0) / 7
    fitted.arrivals.weekdayFactor = scenario.arrivals.weekdayFactor.map((factor) => rounded(factor / mean))
  }
  if (arrivals.dayVariation !== null) {
    fitted.arrivals.dayVariation = rounded(arrivals.dayVariation.value)
    say('arrivals.dayVariation')
  }
  sources.set('arrivals.surge', 'No incident: what happened in the observed days is in the other numbers.')
  if (groups !== null) {
    fitted.groups.forEach((group, index) => {
      group.share = rounded(groups.share[index]!.value)
      if (groups.hourFactor !== null)
        group.hourFactor = Array.from({ length: hoursPerDay }, (_, hour) => rounded(groups.hourFactor![index]![hour]!.value))
    })
    say('groups[].share')
    if (groups.hourFactor !== null) say('groups[].hourFactor', " The base's hours did not fit.")
  }
  if (care !== null) writeCare(fitted, care, say)
  if (boarding !== null) {
    fitted.admission.boardingMinutes = boarding.distribution
    fitted.admission.boardingCapMinutes = boarding.capMinutes
    fitted.groups.forEach((group, index) => {
      const factor = boarding.factor[index]
      if (factor) group.boardingFactor = rounded(factor.value)
    })
    say('admission.boardingMinutes')
    say('groups[].boardingFactor', ' The largest group is the measure of the others.')
  }
  fitted.name = naming.name
  fitted.title = naming.title
  fitted.description = `Fitted to ${naming.visits}. What the visits cannot tell is as in ${naming.base.title}: each number says where it comes from.`
  fitted.sources = Object.fromEntries([...sources].map(([path, source]) => [path, source.slice(0, longestSource)]))
  const parsed = parseScenario(fitted)
  if (!parsed.ok)
    throw new Error(`The fitted scenario is none: ${parsed.problems.map(({ path, message }) => `${path} ${message}`).join('; ')}`)
  return parsed.scenario
}

/** Acuity mixes, stays, admission and patience. Only what was fitted changes. */
function writeCare(fitted: Scenario, { model, maximum }: CareFit, say: (path: string, addition?: string) => void): void {
  const { layout, index, stayFamilies } = model
  const values = slotValues(model, maximum.at)
  const isFitted = (slot: number) => index[slot]! >= 0
  const levels = Array.from({ length: acuityLevels }, (_, acuity) => acuity)
  const partly = (isLevelFitted: (acuity: number) => boolean) => {
    const kept = levels.filter((acuity) => !isLevelFitted(acuity)).map((acuity) => acuity + 1)
    return kept.length === 0 ? '' : ` Acuity ${kept.join(', ')} as in the base.`
  }
  const factor = (
    field: 'spaceTimeFactor' | 'admissionFactor' | 'patienceFactor',
    slotOf: (group: number) => number,
    [lowest, highest]: readonly [number, number],
  ) => {
    const groups = fitted.groups.filter((_, group) => isFitted(slotOf(group)))
    for (const group of groups)
      group[field] = rounded(Math.min(highest, Math.max(lowest, Math.exp(values[slotOf(fitted.groups.indexOf(group))]!))))
    if (groups.length > 0) say(`groups[].${field}`, ' The largest group is the measure of the others.')
  }
  fitted.groups.forEach((group, g) => {
    const slots = levels.map((acuity) => layout.mix(g, acuity))
    if (!slots.some(isFitted)) return
    const weights = slots.map((slot) => Math.exp(values[slot]!))
    const total = weights.reduce((sum, weight) => sum + weight, 0)
    group.acuityMix = weights.map((weight) => rounded(weight / total))
    say('groups[].acuityMix', " Triage is seen, need is not: the base's errors of triage lead from one to the other.")
  })
  const stayIsFitted = (acuity: number) => isFitted(layout.stayTypical(acuity))
  const patienceIsFitted = (acuity: number) => isFitted(layout.patienceTypical(acuity))
  const admissionIsFitted = (acuity: number) => isFitted(layout.admission(acuity))
  for (const acuity of levels) {
    if (stayIsFitted(acuity))
      fitted.care.spaceMinutes[acuity] = stayFamilies[acuity]!.toDistribution(
        values[layout.stayTypical(acuity)]!,
        values[layout.staySpread(acuity)]!,
      )
    if (admissionIsFitted(acuity))
      fitted.admission.probability[acuity] = rounded(Math.min(1, Math.exp(values[layout.admission(acuity)]!)))
    if (patienceIsFitted(acuity))
      fitted.patience.minutes[acuity] = families.lognormal.toDistribution(
        values[layout.patienceTypical(acuity)]!,
        values[layout.patienceSpread(acuity)]!,
      )
  }
  if (levels.some(stayIsFitted)) say('care.spaceMinutes', partly(stayIsFitted))
  if (levels.some(admissionIsFitted)) say('admission.probability', partly(admissionIsFitted))
  if (levels.some(patienceIsFitted)) say('patience.minutes', partly(patienceIsFitted))
  factor('spaceTimeFactor', layout.stayFactor, [0.01, 100])
  factor('admissionFactor', layout.admissionFactor, [0, 100])
  factor('patienceFactor', layout.patienceFactor, [0.01, 100])
}
