import { z } from 'zod'
import { distributionSchema } from './distribution.ts'
import { documentSubject, forbiddenPart, readDocumentText } from './document-text.ts'
import { formatNumber } from './format.ts'
import { type Problem, problemsOf } from './problem.ts'
import { hoursPerDay } from './time.ts'

/** Triage levels run from 1 (most urgent) to 5; lists "by acuity" hold level 1 first. */
export const acuityLevels = 5

const number = (rule: string, minimum: number, maximum: number) =>
  z.number({ error: rule }).min(minimum, { error: rule }).max(maximum, { error: rule })
const rate = z
  .number({ error: 'a rate must be a number from 0 to 1000' })
  .min(0, { error: 'a rate must be 0 or more' })
  .max(1000, { error: 'a rate must be at most 1000' })
const factor = number('a factor must be from 0 to 100', 0, 100)
const positiveFactor = number('a factor must be from 0.01 to 100', 0.01, 100)
const probability = number('a probability must be from 0 to 1', 0, 1)
const list = <T extends z.ZodType>(item: T, length: number, rule: string) =>
  z.array(item, { error: rule }).length(length, { error: rule })
const byHour = <T extends z.ZodType>(item: T) => list(item, hoursPerDay, 'give 24 values, one for each hour of the day')
const byAcuity = <T extends z.ZodType>(item: T) => list(item, acuityLevels, 'give 5 values, one for each acuity level')
const mixByAcuity = byAcuity(probability).superRefine((mix, context) => {
  const sum = mix.reduce((total, share) => total + share, 0)
  if (Math.abs(sum - 1) > 0.001) context.addIssue(`adds up to ${Number(sum.toFixed(4))}; the five shares must add up to 1`)
})
const identifier = z
  .string({ error: 'a name is needed' })
  .regex(/^[a-z0-9][a-z0-9-]{0,59}$/, { error: 'a name is made of small letters, digits and hyphens, at most 60' })
const label = z
  .string({ error: 'a text is needed' })
  .trim()
  .min(1, { error: 'a text is needed' })
  .max(120, { error: 'a text has at most 120 characters' })

const groupSchema = z.strictObject({
  id: identifier,
  label,
  /** Share of arrivals, before the tilt by hour. */
  share: probability,
  /** Multiplies the share in each hour; shares are normalised again afterwards. */
  hourFactor: byHour(factor),
  /** True need: shares of acuity 1 to 5. */
  acuityMix: mixByAcuity,
  /** Probability scale of being triaged one level less urgent than true, times `triage.underByAcuity`. */
  underTriage: probability,
  /** Probability scale of being triaged one level more urgent than true, times `triage.overByAcuity`. */
  overTriage: probability,
  spaceTimeFactor: positiveFactor,
  clinicianTimeFactor: positiveFactor,
  admissionFactor: factor,
  boardingFactor: positiveFactor,
  patienceFactor: positiveFactor,
  /** Probability that staff notice when a waiting patient of this group gets worse. */
  deteriorationNoticed: probability,
})

const surgeSchema = z.strictObject({
  /** Day of the incident, counted from the start of the run; day 1 is the warm-up day. */
  day: z
    .int({ error: 'a day is a whole number from 1 to 60' })
    .min(1, { error: 'a day is a whole number from 1 to 60' })
    .max(60, { error: 'a day is a whole number from 1 to 60' }),
  hour: number('an hour must be from 0 to 23.99', 0, 23.99),
  casualties: z
    .int({ error: 'casualties must be a whole number from 1 to 5000' })
    .min(1, { error: 'casualties must be a whole number from 1 to 5000' })
    .max(5000, { error: 'casualties must be a whole number from 1 to 5000' }),
  /** Share of casualties that arrive in the first hour, the next half hour, and up to the fourth hour. */
  arrivalShares: list(probability, 3, 'give 3 values: first hour, next half hour, up to the fourth hour'),
  /** Share of each group among the casualties, in the order of `groups`. */
  groupShares: z.array(probability, { error: 'give one share for each group' }),
  acuityMix: mixByAcuity,
  /** Walking wounded come first: the share of acuity 1-2 starts this much lower and rises over 90 minutes. */
  leastInjuredFirst: probability,
})

const arrivalsSchema = z.strictObject({
  ratePerHour: byHour(rate),
  /** Monday first. */
  weekdayFactor: list(factor, 7, 'give 7 values, Monday first'),
  /** Coefficient of variation of a factor that multiplies a whole day (clipped to 0.6-1.45). */
  dayVariation: number('the day-to-day variation must be from 0 to 1', 0, 1),
  surge: surgeSchema.nullable(),
})

const runSchema = z.strictObject({
  warmUpHours: number('warm-up must be from 0 to 720 hours', 0, 720),
  days: number('days must be from 1 to 60', 1, 60),
})

/** In one run: many times what the largest department sees in 60 days, and still no more than a computer's memory holds. */
const mostPatients = 250_000

function expectedPatients({
  arrivals,
  run,
}: {
  arrivals: z.infer<typeof arrivalsSchema>
  run: z.infer<typeof runSchema>
}): number {
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
  const perDay = (sum(arrivals.ratePerHour) * sum(arrivals.weekdayFactor)) / 7
  return perDay * (run.days + run.warmUpHours / 24) + (arrivals.surge?.casualties ?? 0)
}

/** One hospital and its demand, as a document that a clinician can edit. Times are minutes, rates per hour. */
export const scenarioSchema = z
  .strictObject({
    format: z.literal('fairward-scenario', { error: 'must be "fairward-scenario"' }),
    version: z.literal(1, { error: 'this Fairward reads version 1' }),
    name: identifier,
    title: label,
    description: z.string({ error: 'a text is needed' }).max(2000, { error: 'a description has at most 2000 characters' }),
    arrivals: arrivalsSchema,
    groups: z
      .array(groupSchema, { error: 'give 2 to 6 groups' })
      .min(2, { error: 'give 2 to 6 groups' })
      .max(6, { error: 'give 2 to 6 groups' }),
    triage: z.strictObject({ underByAcuity: byAcuity(factor), overByAcuity: byAcuity(factor) }),
    resources: z.strictObject({
      careSpaces: z
        .int({ error: 'care spaces must be a whole number from 1 to 1000' })
        .min(1, { error: 'care spaces must be a whole number from 1 to 1000' })
        .max(1000, { error: 'care spaces must be a whole number from 1 to 1000' }),
      cliniciansByHour: byHour(
        z
          .int({ error: 'a number of clinicians must be a whole number from 0 to 200' })
          .min(0, { error: 'a number of clinicians must be 0 or more' })
          .max(200, { error: 'a number of clinicians must be at most 200' }),
      ),
    }),
    care: z.strictObject({
      /** From start of care to the end of treatment, by true acuity. */
      spaceMinutes: byAcuity(distributionSchema),
      /** Clinician's time at the start of care, by true acuity. */
      clinicianMinutes: byAcuity(distributionSchema),
    }),
    admission: z.strictObject({
      probability: byAcuity(probability),
      /** Wait in the care space for a ward bed or a transfer. */
      boardingMinutes: distributionSchema,
      boardingCapMinutes: number('the longest boarding must be from 0 to 100000 minutes', 0, 100_000),
    }),
    patience: z.strictObject({
      /** By true acuity; null: never leaves. */
      minutes: byAcuity(distributionSchema.nullable()),
      /** Patience is used up faster in a full room: rate 1 + this x people waiting. */
      crowding: number('crowding must be from 0 to 1', 0, 1),
    }),
    deterioration: z.strictObject({
      /** Mean minutes of waiting until a patient gets one level worse, by true acuity; null: does not. */
      meanMinutes: byAcuity(number('a mean must be from 1 to 1,000,000 minutes', 1, 1e6).nullable()),
    }),
    targets: z.strictObject({
      scale: z.enum(['CTAS', 'ATS', 'Manchester', 'own'], { error: 'choose one of CTAS, ATS, Manchester, own' }),
      minutes: byAcuity(number('a target must be from 1 to 1440 minutes', 1, 1440)),
    }),
    /** What a minute of waiting weighs; the sum per arriving patient is the need-weighted wait. */
    cost: z.strictObject({
      perMinute: byAcuity(number('a weight must be from 0 to 1000', 0, 1000)),
      /** Past the target the weight grows with overdue/target, up to this multiple. */
      overdueCap: number('the cap must be from 0 to 100', 0, 100),
      leftUnseen: byAcuity(number('a penalty must be from 0 to 100000', 0, 100_000)),
      deterioration: number('a penalty must be from 0 to 100000', 0, 100_000),
    }),
    fairness: z.strictObject({ marginMinutes: number('the margin must be from 0.1 to 240 minutes', 0.1, 240) }),
    run: runSchema,
    /** Where numbers come from, by field (`groups[].acuityMix`); the longest matching field counts. */
    sources: z.record(z.string(), z.string().max(500), { error: 'sources maps fields to texts' }),
  })
  .superRefine((scenario, context) => {
    const fail = (path: (string | number)[], message: string) => context.addIssue({ code: 'custom', path, message })
    const shares = scenario.groups.reduce((total, group) => total + group.share, 0)
    if (Math.abs(shares - 1) > 0.001) fail(['groups'], `shares add up to ${Number(shares.toFixed(4))}; they must add up to 1`)
    if (new Set(scenario.groups.map((group) => group.id)).size < scenario.groups.length)
      fail(['groups'], 'has two groups with the same id; give each its own')
    if (scenario.arrivals.ratePerHour.every((perHour) => perHour === 0))
      fail(['arrivals', 'ratePerHour'], 'is 0 in every hour; somebody has to arrive in at least one hour')
    if (scenario.arrivals.weekdayFactor.every((factor) => factor === 0))
      fail(['arrivals', 'weekdayFactor'], 'is 0 on every day; somebody has to arrive on at least one day')
    const patients = expectedPatients(scenario)
    if (patients > mostPatients)
      fail(
        ['arrivals', 'ratePerHour'],
        `brings about ${formatNumber(patients)} patients in a run; at most ${formatNumber(mostPatients)} can be simulated, with fewer an hour or fewer days`,
      )
    if (scenario.resources.cliniciansByHour.every((count) => count === 0))
      fail(['resources', 'cliniciansByHour'], 'is 0 in every hour; at least one hour needs a clinician on duty')
    scenario.groups.forEach((group, index) => {
      scenario.triage.underByAcuity.forEach((under, level) => {
        const wrong = group.underTriage * under + group.overTriage * (scenario.triage.overByAcuity[level] ?? 0)
        if (wrong > 1)
          fail(
            ['groups', index, 'underTriage'],
            `makes triage wrong with probability ${wrong.toFixed(2)} at acuity ${level + 1}; it must be at most 1`,
          )
      })
    })
    const surge = scenario.arrivals.surge
    if (surge) {
      if (surge.groupShares.length !== scenario.groups.length)
        fail(
          ['arrivals', 'surge', 'groupShares'],
          `has ${surge.groupShares.length} values; give one for each of the ${scenario.groups.length} groups`,
        )
      else if (Math.abs(surge.groupShares.reduce((total, share) => total + share, 0) - 1) > 0.001)
        fail(['arrivals', 'surge', 'groupShares'], 'must add up to 1')
      if (Math.abs(surge.arrivalShares.reduce((total, share) => total + share, 0) - 1) > 0.001)
        fail(['arrivals', 'surge', 'arrivalShares'], 'must add up to 1')
    }
  })
export type Scenario = z.infer<typeof scenarioSchema>

/** Longest scenario document that is read, in characters. */
export const scenarioMaximumLength = 1_000_000

export type ParsedScenario = { ok: true; scenario: Scenario } | { ok: false; problems: Problem[] }

/** Checks a parsed document. Never throws. */
export function parseScenario(input: unknown): ParsedScenario {
  const forbidden = forbiddenPart(input)
  if (forbidden !== null) return { ok: false, problems: [forbidden] }
  const result = scenarioSchema.safeParse(input)
  return result.success ? { ok: true, scenario: result.data } : { ok: false, problems: problemsOf(result.error, input) }
}

/** Checks the text of a scenario file. Never throws. */
export function parseScenarioText(input: string): ParsedScenario {
  const read = readDocumentText(input, {
    noun: 'scenario',
    maximumLength: scenarioMaximumLength,
    whenEmpty: 'export a scenario to see what one looks like',
    fields: 'name and arrivals',
  })
  return read.ok ? parseScenario(read.document) : read
}

/** What a problem sentence calls a document: its name where it has a readable one. */
export function scenarioSubject(input: unknown, otherwise?: string): string {
  return documentSubject('scenario', input, otherwise)
}

/** The source of a field: the entry for the longest matching path, positions written as `[]`. */
export function sourceOf(scenario: Scenario, path: string): string | null {
  const general = path.replace(/\[\d+\]/g, '[]')
  const match = Object.keys(scenario.sources)
    .filter((key) => general === key || general.startsWith(`${key}.`) || general.startsWith(`${key}[`))
    .sort((a, b) => b.length - a.length)[0]
  return match === undefined ? null : (scenario.sources[match] ?? null)
}
