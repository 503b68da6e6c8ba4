import type { ModelDocument } from '../../../shared/model/document.ts'
import { hoursPerDay } from '../../../shared/time.ts'
import type { CheckPlan } from '../check.ts'
import { clippedNormalMoments } from '../closed-forms/clipped-normal.ts'
import { dailyCensus } from '../closed-forms/infinite-servers.ts'
import type { Experiment } from '../experiment.ts'
import { CensusClock } from '../instruments/census-clock.ts'
import { HourCounts } from '../instruments/hour-counts.ts'
import { modelExperiment } from '../model-experiment.ts'

const iowa = 'University of Iowa emergency department, hourly arrivals 2013-2018 (data of the R package fastTS)'
const lewis = 'Lewis and Shedler, Simulation of nonhomogeneous Poisson processes by thinning (1979)'
const eick = 'Eick, Massey and Whitt, Mt/G/infinity queues with sinusoidal arrival rates (1993)'
const weekdayNames = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']

/** Share of a day's arrivals by hour, in percent, and arrivals by weekday, Monday first. */
const hourPercent = [
  2.83, 2.4, 2.01, 1.65, 1.4, 1.37, 1.55, 2.2, 3.49, 4.62, 5.38, 5.77, 5.87, 5.84, 5.89, 6.0, 6.2, 6.25, 5.99, 5.79, 5.35, 4.77,
  4.05, 3.33,
]
const arrivalsByWeekday = [171.4, 159.3, 158.2, 154.4, 160.4, 154.0, 155.7]
const arrivalsPerDay = 159.1
const percentSum = hourPercent.reduce((sum, percent) => sum + percent, 0)
const ratePerHour = hourPercent.map((percent) => (arrivalsPerDay * percent) / percentSum)
const weekdayFactor = arrivalsByWeekday.map((arrivals) => arrivals / arrivalsPerDay)
const dayVariation = 0.09

export function arrivalsExperiments(model: (name: string) => ModelDocument, quick: boolean): Experiment[] {
  return [
    weeklyProfile(model('arrivals/week'), quick),
    dayEffect(model('arrivals/day-effect'), quick),
    census(model('arrivals/mt-m-infinity'), quick),
  ]
}

const daysOf = ({ run }: ModelDocument): number => run.horizon / hoursPerDay
const withDays = (document: ModelDocument, days: number): ModelDocument => ({
  ...document,
  run: { ...document.run, horizon: days * hoursPerDay },
})

function weeklyProfile(document: ModelDocument, quick: boolean): Experiment {
  const weeks = quick ? 2 : daysOf(document) / 7
  const week = weekdayFactor.flatMap((factor) => ratePerHour.map((rate) => rate * factor))
  return modelExperiment({
    name: 'week',
    replications: document.run.replications,
    document: withDays(document, weeks * 7),
    instrument: () => new HourCounts(week, weeks),
    checks: [
      {
        name: 'Hourly counts: variance over mean',
        description:
          'Counts of the same hour of different weeks, averaged over the 168 hours of the week: 1 where arrivals are Poisson.',
        unit: '',
        expected: { value: 1 },
        read: (totals) => totals.ratio('hourly dispersion', 'replications'),
        source: 'Poisson process',
      },
      {
        name: 'First quarter of hours in which more come',
        description:
          'Share of arrivals in the first 15 minutes, over hours that are busier than the one before by a tenth and more: a quarter where the rate rises on the hour, and not with the next patient.',
        unit: 'share',
        expected: { value: 0.25 },
        read: (totals) => totals.ratio('early in rising hours', 'in rising hours'),
        source: lewis,
      },
      ...ratePerHour.map(
        (rate, hour): CheckPlan => ({
          name: `Arrivals from ${hour}:00 to ${hour + 1}:00`,
          description: 'Mean number of arrivals in this hour of the day.',
          unit: 'patients',
          expected: { value: (rate * weekdayFactor.reduce((sum, factor) => sum + factor, 0)) / 7 },
          read: (totals) => totals.ratio(`hour ${hour}`, 'days'),
          source: iowa,
        }),
      ),
      ...arrivalsByWeekday.map(
        (arrivals, day): CheckPlan => ({
          name: `Arrivals on a ${weekdayNames[day]!}`,
          description: 'Mean number of arrivals on this day of the week.',
          unit: 'patients',
          expected: { value: arrivals },
          read: (totals) => (7 * totals.of(`day ${day}`)) / totals.of('days'),
          source: iowa,
        }),
      ),
    ],
  })
}

/** A factor for the whole day, on top of chance: normal around 1, clipped to 0.6-1.45. */
function dayEffect(document: ModelDocument, quick: boolean): Experiment {
  const days = quick ? 35 : daysOf(document)
  const factor = clippedNormalMoments(1, dayVariation, 0.6, 1.45)
  const exact = (rate: number): number => factor.mean + rate * factor.variance
  const description =
    'with a factor for the whole day that varies by 9 % (standard deviation): 1 would be chance alone, the rest is the day.'
  return modelExperiment({
    name: 'day-effect',
    replications: document.run.replications,
    document: withDays(document, days),
    instrument: () => new HourCounts(ratePerHour, days),
    checks: [
      {
        name: 'Hourly counts with a day effect: variance over mean',
        description: `Counts of the same hour of different days, averaged over the hours, ${description}`,
        unit: '',
        expected: { value: ratePerHour.reduce((sum, rate) => sum + exact(rate), 0) / ratePerHour.length },
        read: (totals) => totals.ratio('hourly dispersion', 'replications'),
        source: 'Mixed Poisson process, moments of the clipped normal factor',
      },
      {
        name: 'Daily counts with a day effect: variance over mean',
        description: `Counts of whole days, ${description}`,
        unit: '',
        expected: { value: exact(arrivalsPerDay) },
        read: (totals) => totals.ratio('daily dispersion', 'replications'),
        source: 'Mixed Poisson process, moments of the clipped normal factor',
      },
    ],
  })
}

const swing = { mean: 10, swing: 6 }
const stayHours = 3

function census(document: ModelDocument, quick: boolean): Experiment {
  const warmUpDays = 2
  const days = quick ? warmUpDays + 5 : daysOf(document)
  const hours = [0, 6, 12, 18]
  return modelExperiment({
    name: 'census',
    replications: document.run.replications,
    document: withDays(document, days),
    instrument: () => new CensusClock(hours, warmUpDays, days),
    checks: hours.map(
      (hour): CheckPlan => ({
        name: `Patients inside at ${hour}:00`,
        description:
          'Arrivals in a daily wave (10 + 6 sin an hour), stays of three hours on average, room for all: the census follows the wave late and flattened.',
        unit: 'patients',
        expected: { value: dailyCensus(swing, stayHours, hour) },
        read: (totals) => totals.ratio(`inside at ${hour}`, 'days'),
        source: eick,
      }),
    ),
  })
}
