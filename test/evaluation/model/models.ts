import { type CompiledModel, compileModel } from '../../../src/main/simulation/compile-model.ts'
import type { ModelDocument } from '../../../src/shared/model/document.ts'

type Run = ModelDocument['run']

export interface QueueOptions {
  ratePerHour: number
  /** Hours. */
  service?: number
  servers: number
  queue?: Partial<NonNullable<ModelDocument['queues']>[number]>
  run?: Partial<Run>
  waitOver?: number
}

/** One station with exponential service, in hours, in steady state unless said otherwise. */
export function queueModel({ ratePerHour, service = 1, servers, queue, run, waitOver }: QueueOptions): CompiledModel {
  return compileModel({
    format: 'fairward-model',
    version: 1,
    name: 'station',
    classes: ['patient'],
    title: 'One station',
    timeUnit: 'hours',
    arrivals: [{ name: 'door', process: { process: 'poisson', ratePerHour } }],
    resources: [{ name: 'server', units: servers }],
    ...(queue === undefined ? {} : { queues: [{ name: 'line', discipline: 'first-come', ...queue }] }),
    steps: [
      {
        name: 'service',
        do: 'serve',
        resources: { server: 1 },
        duration: { distribution: 'exponential', mean: service },
        ...(queue === undefined ? {} : { queue: 'line' }),
      },
      { name: 'out', do: 'exit' },
    ],
    run: { kind: 'steady-state', horizon: 2000, warmUp: 200, replications: 40, seed: 11, ...run },
    ...(waitOver === undefined ? {} : { measures: { waitOver } }),
  })
}

/** One server at one an hour, three classes by priority. */
export function priorityModel(preemption: 'none' | 'resume'): CompiledModel {
  const classes = ['first', 'second', 'third']
  return compileModel({
    format: 'fairward-model',
    version: 1,
    name: 'priorities',
    title: 'Priorities',
    timeUnit: 'hours',
    classes,
    arrivals: classes.map((name, index) => ({
      name: `door-${name}`,
      process: { process: 'poisson', ratePerHour: [0.2, 0.3, 0.3][index]! },
      attributes: { class: { is: name } },
    })),
    resources: [{ name: 'server', units: 1 }],
    queues: [{ name: 'line', discipline: 'priority', order: classes, preemption }],
    steps: [
      {
        name: 'service',
        do: 'serve',
        resources: { server: 1 },
        queue: 'line',
        duration: { distribution: 'exponential', mean: 1 },
      },
      { name: 'out', do: 'exit' },
    ],
    run: { kind: 'steady-state', horizon: 4000, warmUp: 400, replications: 60, seed: 4 },
  })
}

/** Two classes through triage and care, with patience, a full waiting room, a shift plan and interruptions: a day of minutes. */
export function dayModel(run: Partial<Run> = {}): CompiledModel {
  return compileModel({
    format: 'fairward-model',
    version: 1,
    name: 'day',
    classes: ['urgent', 'other'],
    title: 'A day',
    timeUnit: 'minutes',
    arrivals: [
      { name: 'ambulance', process: { process: 'poisson', ratePerHour: 2 }, attributes: { class: { is: 'urgent' } } },
      { name: 'door', process: { process: 'poisson', ratePerHour: 9 }, attributes: { class: { is: 'other' } } },
    ],
    resources: [
      { name: 'nurse', units: 1 },
      {
        name: 'doctor',
        units: {
          changes: [
            { at: 0, units: 2 },
            { at: 480, units: 3 },
          ],
        },
      },
    ],
    queues: [
      {
        name: 'waiting-room',
        discipline: 'priority',
        order: ['urgent', 'other'],
        preemption: 'resume',
        places: 12,
        patience: { distribution: 'exponential', mean: 90 },
      },
    ],
    steps: [
      { name: 'triage', do: 'serve', resources: { nurse: 1 }, duration: { distribution: 'exponential', mean: 4 } },
      {
        name: 'care',
        do: 'serve',
        resources: { doctor: 1 },
        queue: 'waiting-room',
        duration: { distribution: 'gamma', mean: 20, shape: 2 },
      },
      { name: 'home', do: 'exit' },
    ],
    run: { kind: 'terminating', horizon: 960, warmUp: 120, replications: 12, seed: 5, ...run },
    measures: { waitOver: 30 },
  })
}

/** Machines that break down for ever, and one repairer: times in hours, exponential. */
export function repairModel(
  { machines, breakdownsPerHour, repairHours }: { machines: number; breakdownsPerHour: number; repairHours: number },
  run: Pick<Run, 'horizon' | 'warmUp' | 'replications'>,
): CompiledModel {
  return compileModel({
    format: 'fairward-model',
    version: 1,
    name: 'plant',
    title: 'Machines and a repairer',
    timeUnit: 'hours',
    classes: ['machine'],
    arrivals: [{ name: 'all', process: { process: 'at-start', patients: machines } }],
    resources: [{ name: 'repairer', units: 1 }],
    steps: [
      { name: 'work', do: 'delay', duration: { distribution: 'exponential', mean: 1 / breakdownsPerHour } },
      {
        name: 'repair',
        do: 'serve',
        resources: { repairer: 1 },
        duration: { distribution: 'exponential', mean: repairHours },
        next: 'work',
      },
    ],
    run: { kind: 'steady-state', seed: 3, ...run },
  })
}
