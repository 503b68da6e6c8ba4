import { describe } from 'vitest'
import { expectSentences } from './sentences.ts'

describe('a model is told, of its form,', () => {
  expectSentences([
    [
      'a field deep in a case',
      ['attributes', 2, 'duration', 'cases', 0, 'use', 'sd'],
      -1,
      ['attributes[2].duration.cases[0].use.sd is -1; a time must be from 0 to 1,000,000,000'],
    ],
    [
      'a misspelt field of a case',
      ['attributes', 2, 'duration', 'cases', 1],
      { use: { distribution: 'exponential', man: 3 } },
      [
        'attributes[2].duration.cases[1].use.mean is missing; a time must be a number above 0',
        'attributes[2].duration.cases[1].use.man is not a field of this document; remove it or correct its name',
      ],
    ],
    [
      'a share above 1 in a case',
      ['attributes', 0, 'choose', 'cases', 1, 'use', 'shares'],
      { child: 1.4, adult: 0.6 },
      [
        'attributes[0].choose.cases[1].use.shares.child is 1.4; a probability must be from 0 to 1',
        'attributes[0].choose.cases[1].use.shares adds up to 2; shares must add up to 1',
      ],
    ],
    [
      'an unknown distribution in a step',
      ['steps', 5, 'duration', 'distribution'],
      'pareto',
      [
        'steps[5].duration.distribution is "pareto"; choose one of the distributions constant, uniform, triangular, exponential, erlang, gamma, hyperexponential, weibull, normal, lognormal, discrete, empirical, never',
      ],
    ],
    [
      'a number for a duration',
      ['steps', 5, 'duration'],
      12,
      [
        'steps[5].duration is 12; give a distribution, such as { "distribution": "exponential", "mean": 5 }, cases of distributions, or the name of an attribute',
      ],
    ],
    [
      'a step that is no step',
      ['steps', 2, 'do'],
      'wait',
      ['steps[2].do is "wait"; choose one of seize, delay, release, serve, branch, draw, become, exit'],
    ],
    [
      'a step without its field',
      ['steps', 2, 'duration'],
      undefined,
      [
        'steps[2].duration is missing; give a distribution, such as { "distribution": "exponential", "mean": 5 }, cases of distributions, or the name of an attribute',
      ],
    ],
    [
      'a hand of units',
      ['steps', 1, 'resources', 'bed'],
      1.5,
      ['steps[1].resources.bed is 1.5; give a whole number of units from 1 to 100,000'],
    ],
    [
      'hours missing in a schedule',
      ['resources', 2, 'units'],
      { byHour: [1, 2] },
      ['resources[2].units.byHour is a list of 2; give 24 values, one for each hour of the day'],
    ],
    [
      'an unknown schedule',
      ['resources', 2, 'units'],
      { byDay: [1] },
      ['resources[2].units is an object; give a whole number of units, or one of byHour, byHourOfWeek, changes'],
    ],
    [
      'two rules for a label',
      ['attributes', 1, 'choose'],
      { is: 'home', shares: { home: 1 } },
      [
        'attributes[1].choose is an object; give one of is, shares, sharesByHour, sharesByTime, such as { "shares": { "a": 0.4, "b": 0.6 } }',
      ],
    ],
    [
      'an attribute that is nothing',
      ['attributes', 3],
      { name: 'x' },
      ['attributes[3] is an object; give a name with values and choose, or with a duration, or with a formula'],
    ],
    [
      'an operation that is none',
      ['attributes', 4, 'formula'],
      { sum: ['treatment', { power: [2, 'paperwork'] }] },
      [
        'attributes[4].formula.sum[1] is an object; give a number, the name of an attribute, or one of sum, product, smallest, largest, difference with a list',
      ],
    ],
    [
      'an unreadable label',
      ['attributes', 1, 'choose', 'shares'],
      { Home: 1 },
      ['attributes[1].choose.shares.Home cannot stand here; a name is made of small letters, digits and hyphens, at most 60'],
    ],
    [
      'an unknown process',
      ['arrivals', 0, 'process', 'process'],
      'markov',
      [
        'arrivals[0].process.process is "markov"; choose one of the processes poisson, poisson-by-hour, poisson-by-period, renewal, times, at-start, spread',
      ],
    ],
  ])
})
