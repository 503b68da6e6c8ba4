import type { ModelDocument } from '../../../src/shared/model/document.ts'

/** A model that uses nearly everything a document can say; a fresh copy each time. */
export function ward(): ModelDocument {
  return structuredClone(document)
}

const document: ModelDocument = {
  format: 'fairward-model',
  version: 1,
  name: 'ward',
  title: 'A ward with a front desk',
  timeUnit: 'minutes',
  classes: ['urgent', 'routine'],
  arrivals: [
    {
      name: 'walk-in',
      process: { process: 'poisson', ratePerHour: 4 },
      batch: { distribution: 'discrete', values: [1, 2], probabilities: [0.75, 0.25] },
      attributes: { class: { shares: { urgent: 0.25, routine: 0.75 } } },
    },
    {
      name: 'ambulance',
      process: { process: 'renewal', between: { distribution: 'gamma', mean: 45, shape: 2 } },
      attributes: { class: { is: 'urgent' }, age: { shares: { child: 0.1, adult: 0.9 } } },
      entry: 'bed',
      from: 60,
    },
    {
      name: 'by-day',
      process: { process: 'poisson-by-hour', ratePerHour: Array.from({ length: 24 }, (_, hour) => (hour < 6 ? 0 : 1)) },
      attributes: {
        class: { sharesByHour: Array.from({ length: 24 }, (_, hour) => ({ urgent: hour / 48, routine: 1 - hour / 48 })) },
      },
    },
    { name: 'overnight', process: { process: 'at-start', patients: 3 }, entry: 'bed' },
    { name: 'booked', process: { process: 'times', times: [30, 60, 60, 90] }, limit: 3 },
    {
      name: 'shift-wise',
      process: {
        process: 'poisson-by-period',
        periods: [
          { at: 0, ratePerHour: 0.5 },
          { at: 480, ratePerHour: 1 },
        ],
        repeatEvery: 1440,
      },
    },
    {
      name: 'incident',
      process: { process: 'spread', patients: 6, bounds: [100, 130, 200], shares: [0.5, 0.5] },
      attributes: {
        class: {
          sharesByTime: [
            { at: 100, shares: { urgent: 0.2, routine: 0.8 } },
            { at: 200, shares: { urgent: 0.8, routine: 0.2 } },
          ],
        },
      },
    },
  ],
  attributes: [
    {
      name: 'age',
      values: ['child', 'adult'],
      choose: { cases: [{ when: { class: 'urgent' }, use: { is: 'adult' } }, { use: { shares: { child: 0.4, adult: 0.6 } } }] },
    },
    { name: 'destination', values: ['home', 'ward'], choose: { shares: { home: 0.8, ward: 0.2 } } },
    {
      name: 'treatment',
      duration: {
        cases: [
          { when: { class: 'urgent', destination: ['home', 'ward'] }, use: { distribution: 'lognormal', mean: 40, sd: 20 } },
          { when: { class: 'routine' }, use: { distribution: 'exponential', mean: 15 } },
        ],
      },
    },
    { name: 'paperwork', duration: { distribution: 'uniform', minimum: 1, maximum: 5 } },
    { name: 'stay', formula: { sum: ['treatment', { product: [2, 'paperwork'] }] } },
    {
      name: 'tolerance',
      duration: {
        cases: [
          { when: { class: 'urgent' }, use: { distribution: 'never' } },
          { use: { distribution: 'weibull', mean: 90, shape: 1.5 } },
        ],
      },
    },
  ],
  resources: [
    { name: 'desk', units: 1 },
    { name: 'bed', units: 3, individual: true },
    { name: 'nurse', units: { byHour: Array.from({ length: 24 }, (_, hour) => (hour < 8 ? 1 : 3)) }, atShiftEnd: 'hand-over' },
    {
      name: 'scanner',
      units: {
        changes: [
          { at: 0, units: 0 },
          { at: 30, units: 1 },
        ],
        repeatEvery: 240,
      },
    },
  ],
  queues: [
    {
      name: 'front',
      discipline: 'first-come',
      places: 20,
      whenFull: 'out',
      balking: [
        { waiting: 4, probability: 0.2 },
        { waiting: 9, probability: 0.6 },
      ],
    },
    {
      name: 'waiting-room',
      discipline: 'priority',
      order: ['urgent', 'routine'],
      patience: 'tolerance',
      whenOutOfPatience: 'complaint',
      crowding: 0.02,
      classChange: {
        after: { distribution: 'exponential', mean: 240 },
        to: { cases: [{ when: { age: 'child' }, use: 'urgent' }, { use: 'urgent' }] },
      },
    },
    { name: 'line', discipline: 'accumulating', slopes: { urgent: 3, routine: 1 }, overtaking: true },
    { name: 'late', discipline: 'wait-over-target', targets: { urgent: 10, routine: 60 } },
    { name: 'chosen', discipline: 'policy', order: [['urgent', 'routine']] },
  ],
  steps: [
    { name: 'register', do: 'serve', resources: { desk: 1 }, duration: 'paperwork', queue: 'front' },
    { name: 'bed', do: 'seize', resources: { bed: 1, nurse: 1 }, queue: 'waiting-room' },
    { name: 'treat', do: 'delay', duration: 'stay' },
    { name: 'free-nurse', do: 'release', resources: { nurse: 1 } },
    {
      name: 'scan-or-not',
      do: 'branch',
      to: [{ probability: 0.3, step: 'scan' }, { step: 'free-bed' }],
    },
    {
      name: 'scan',
      do: 'serve',
      resources: { scanner: 1 },
      duration: { distribution: 'erlang', mean: 12, stages: 3 },
      queue: 'line',
    },
    { name: 'free-bed', do: 'release', resources: { bed: 1 } },
    {
      name: 'where-to',
      do: 'branch',
      to: [
        { when: { destination: 'home' }, step: 'out' },
        { when: { destination: 'ward', class: 'urgent' }, step: 'calm' },
        { when: { destination: 'ward', class: ['routine'] }, step: 'redraw' },
      ],
    },
    { name: 'calm', do: 'become', class: 'routine' },
    { name: 'redraw', do: 'draw', attributes: ['destination', 'treatment'] },
    {
      name: 'observe',
      do: 'delay',
      duration: { distribution: 'triangular', minimum: 5, mode: 10, maximum: 30 },
      next: 'where-to',
    },
    { name: 'complaint', do: 'delay', duration: { distribution: 'empirical', values: [1, 2, 4], between: true } },
    { name: 'out', do: 'exit' },
  ],
  run: { kind: 'terminating', horizon: 2880, warmUp: 0, startsAt: { weekday: 'tuesday', hour: 7.5 }, replications: 10, seed: 1 },
  measures: { waitOver: 30 },
  sources: { arrivals: 'Assumption' },
}
