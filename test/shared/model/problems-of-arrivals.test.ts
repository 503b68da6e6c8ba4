import { describe } from 'vitest'
import { expectSentences } from './sentences.ts'

describe('a model is told, of distributions and arrivals,', () => {
  expectSentences([
    [
      'a uniform that is turned round',
      ['attributes', 3, 'duration'],
      { distribution: 'uniform', minimum: 5, maximum: 1 },
      ['attributes[3].duration.minimum is 5; it must be below maximum, 1'],
    ],
    [
      'a mode outside',
      ['steps', 10, 'duration', 'mode'],
      31,
      ['steps[10].duration.mode is 31; it must be from minimum to maximum, 5 to 30'],
    ],
    [
      'half a lognormal',
      ['attributes', 2, 'duration', 'cases', 0, 'use'],
      { distribution: 'lognormal', mean: 40 },
      ['attributes[2].duration.cases[0].use is lognormal with mean; give mean and sd, mean and variance, or median and sigma'],
    ],
    [
      'too much of a lognormal',
      ['attributes', 2, 'duration', 'cases', 0, 'use'],
      { distribution: 'lognormal', mean: 40, sd: 3, sigma: 1 },
      [
        'attributes[2].duration.cases[0].use is lognormal with mean and sd and sigma; give mean and sd, mean and variance, or median and sigma',
      ],
    ],
    [
      'a normal cut to nothing',
      ['attributes', 3, 'duration'],
      { distribution: 'normal', mean: 10, sd: 1, minimum: 90 },
      ['attributes[3].duration.minimum is 90; so far above the mean nothing is left to draw, lower it'],
    ],
    [
      'branches that do not add up',
      ['attributes', 3, 'duration'],
      {
        distribution: 'hyperexponential',
        branches: [
          { probability: 0.5, mean: 1 },
          { probability: 0.4, mean: 9 },
        ],
      },
      ['attributes[3].duration.branches has probabilities that add up to 0.9; they must add up to 1'],
    ],
    [
      'values without probabilities',
      ['arrivals', 0, 'batch', 'probabilities'],
      [1],
      ['arrivals[0].batch.probabilities is a list of 1; give one for each of the 2 values'],
    ],
    [
      'a service without an end',
      ['steps', 10, 'duration'],
      { distribution: 'never' },
      ['steps[10].duration is "never"; that is for patience and classChange only'],
    ],
    [
      'a service by patience',
      ['steps', 10, 'duration'],
      'tolerance',
      ['steps[10].duration names attribute "tolerance", which may be "never"; that is for patience and classChange only'],
    ],
    [
      'a rate given twice',
      ['arrivals', 0, 'process', 'meanBetween'],
      15,
      ['arrivals[0].process has both ratePerHour and meanBetween; give one of them'],
    ],
    [
      'no rate',
      ['arrivals', 0, 'process', 'ratePerHour'],
      undefined,
      ['arrivals[0].process has neither ratePerHour nor meanBetween; give one of them'],
    ],
    [
      'no time between',
      ['arrivals', 1, 'process', 'between'],
      { distribution: 'constant', value: 0 },
      ['arrivals[1].process.between is always 0; time has to pass between arrivals'],
    ],
    [
      'batches of nobody',
      ['arrivals', 0, 'batch'],
      { distribution: 'constant', value: 0 },
      ['arrivals[0].batch is always 0; a batch has at least 1 patient'],
    ],
    [
      'times out of order',
      ['arrivals', 4, 'process', 'times', 1],
      20,
      ['arrivals[4].process.times[1] is 20, after 30; put the times in order'],
    ],
    [
      'periods out of order',
      ['arrivals', 5, 'process', 'periods', 1, 'at'],
      0,
      ['arrivals[5].process.periods[1].at is 0, after 0; put the times in order, each once'],
    ],
    [
      'a period that begins late',
      ['arrivals', 5, 'process', 'periods', 0, 'at'],
      5,
      ['arrivals[5].process.periods[0].at is 5; the first entry must be at 0, what holds from the start'],
    ],
    [
      'a period beyond the cycle',
      ['arrivals', 5, 'process', 'repeatEvery'],
      480,
      ['arrivals[5].process.periods[1].at is 480; it must be before repeatEvery, 480'],
    ],
    [
      'bounds that do not fit',
      ['arrivals', 6, 'process', 'bounds'],
      [100, 130],
      ['arrivals[6].process.bounds is a list of 2; give one more than shares, 3'],
    ],
    [
      'shares that do not add up',
      ['arrivals', 6, 'process', 'shares'],
      [0.5, 0.2],
      ['arrivals[6].process.shares adds up to 0.7; shares must add up to 1'],
    ],
    ['an end before the beginning', ['arrivals', 1, 'until'], 60, ['arrivals[1].until is 60; it must be after from, 60']],
    [
      'a million a minute',
      ['arrivals', 0, 'process', 'ratePerHour'],
      1e6,
      [
        'arrivals[0].process brings about 60,000,000 patients in a replication, 60,000,151 with all streams; at most 20,000,000 can be simulated, with fewer an hour or a shorter horizon',
      ],
    ],
  ])
})
