import type { CheckPlan } from '../check.ts'
import { withPatience, withRoom } from '../closed-forms/birth-death.ts'
import { erlangLoss, type ManyServers, meanWait, waitingProbability, waitPercentile } from '../closed-forms/many-servers.ts'
import { pollaczekKhinchine } from '../closed-forms/one-server.ts'
import { conservedWork, timesInSystemPreempted, waitsByPriority, waitsByPriorityOneServer } from '../closed-forms/priorities.ts'
import type { Experiment } from '../experiment.ts'
import { percentileOf } from '../instruments/wait-bins.ts'
import type { Totals } from '../totals.ts'
import { className, type QueuePlan, queueExperiment } from './queue-experiment.ts'

const erlang = 'Erlang (1917), delay and loss formulas'
const little = "Little's law (1961)"
const cobham = 'Cobham, Priority assignment in waiting line problems (1954)'
const resume = 'White and Christie, Queuing with preemptive priorities or with breakdown (1958)'
const palm = 'Palm (1957), Erlang A; sum over the birth-death process'
const finiteRoom = 'Birth-death process with finite room (M/M/c/K)'
const kleinrock = 'Kleinrock, A conservation law for a wide class of queueing disciplines (1965)'

const exponential = (mean: number) => ({ distribution: 'exponential', mean }) as const
const wait = (totals: Totals): number => totals.ratio('wait care', 'started care')
const classWait =
  (index: number) =>
  (totals: Totals): number =>
    totals.ratio(`wait care ${className(index)}`, `started care ${className(index)}`)

/** Every closed form, each with the checks that it allows. */
export function queueingExperiments(quick: boolean): Experiment[] {
  return [...manyServers, ...oneServer, ...priorities, ...patienceAndRoom].map((plan) => queueExperiment(plan, quick))
}

/** Time constant of M/M/c: the slowest mode of a birth-death process without a bound. */
function relaxationOf({ arrivalRate, serviceRate, servers }: ManyServers): number {
  return 1 / (Math.sqrt(servers * serviceRate) - Math.sqrt(arrivalRate)) ** 2
}

function manyServersPlan(
  name: string,
  queue: ManyServers,
  customers: number,
  timeUnit: 'hours' | 'minutes' = 'hours',
): QueuePlan {
  const title = `M/M/${queue.servers}, ${queue.arrivalRate.toPrecision(3)} and ${queue.serviceRate.toPrecision(3)} a ${timeUnit.slice(0, -1)}`
  const near = waitPercentile(queue, 0.95)
  return {
    name,
    title,
    arrivalRates: [queue.arrivalRate],
    servers: queue.servers,
    service: exponential(1 / queue.serviceRate),
    timeUnit,
    relaxation: relaxationOf(queue),
    customers,
    near,
    checks: [
      {
        name: `${title}: mean wait`,
        description: 'Mean wait of all patients, those who do not wait included.',
        unit: timeUnit,
        expected: { value: meanWait(queue) },
        read: wait,
        source: erlang,
      },
      {
        name: `${title}: patients waiting`,
        description: 'Patients waiting, on average over time.',
        unit: 'patients',
        expected: { value: queue.arrivalRate * meanWait(queue) },
        read: (totals) => totals.ratio('waiting care', 'time'),
        source: erlang,
      },
      {
        name: `${title}: share who wait`,
        description: 'Share of patients who wait at all.',
        unit: 'share',
        expected: { value: waitingProbability(queue) },
        read: (totals) => totals.ratio('waited care', 'started care'),
        source: erlang,
      },
      {
        name: `${title}: 95th percentile of wait`,
        description: 'The wait that 95 of 100 patients do not exceed.',
        unit: timeUnit,
        expected: { value: near },
        read: (totals) => percentileOf(totals, 0.95, near),
        source: erlang,
      },
      ...bookkeeping(title, queue.arrivalRate / queue.serviceRate, queue.servers),
    ],
  }
}

/** What holds in every queue where all are served. */
function bookkeeping(title: string, load: number, servers: number): CheckPlan[] {
  return [
    {
      name: `${title}: utilisation`,
      description: 'Share of time that a server is busy: arrivals x mean service / servers.',
      unit: 'share',
      expected: { value: load / servers },
      read: (totals) => totals.ratio('busy server', 'time') / servers,
      source: 'Utilisation law',
    },
    {
      name: `${title}: patients waiting against waits`,
      description:
        'Patients waiting over time, divided by the sum of their waits over the same time: 1 in the long run. Two ways of counting, tied by theory.',
      unit: '',
      expected: { value: 1 },
      read: (totals) => totals.ratio('waiting care', 'wait care'),
      source: little,
    },
    conservationOfPatients(title),
  ]
}

function conservationOfPatients(title: string): CheckPlan {
  return {
    name: `${title}: nobody is lost from the books`,
    description: 'Patients who came less those who went, less those seen waiting or in care at the end: 0 over all replications.',
    unit: 'patients',
    expected: { exactly: 0 },
    read: (totals) => totals.of('unaccounted'),
    source: 'Flow conservation',
  }
}

const manyServers: QueuePlan[] = [
  manyServersPlan('mm1-heavy', { arrivalRate: 0.9, serviceRate: 1, servers: 1 }, 8_000_000),
  manyServersPlan('mm1', { arrivalRate: 5, serviceRate: 8, servers: 1 }, 2_000_000),
  manyServersPlan('mm3', { arrivalRate: 0.2, serviceRate: 0.1, servers: 3 }, 2_000_000),
  manyServersPlan('mm4', { arrivalRate: 0.2, serviceRate: 0.1, servers: 4 }, 2_000_000),
  manyServersPlan('mm10', { arrivalRate: 8, serviceRate: 1, servers: 10 }, 4_000_000),
  manyServersPlan('mm10-heavy', { arrivalRate: 9.5, serviceRate: 1, servers: 10 }, 25_000_000),
  manyServersPlan('mm10-minutes', { arrivalRate: 10 / 60, serviceRate: 1 / 45, servers: 10 }, 4_000_000, 'minutes'),
]

const oneServer: QueuePlan[] = (
  [
    ['always the same', { distribution: 'constant', value: 1 }, 1],
    ['Erlang with two stages', { distribution: 'erlang', mean: 1, stages: 2 }, 1.5],
    ['exponential', exponential(1), 2],
    ['lognormal, sigma 0.5', { distribution: 'lognormal', median: Math.exp(-0.125), sigma: 0.5 }, Math.exp(0.25)],
  ] as const
).map(([words, service, secondMoment], index) => {
  const title = `One server, service ${words}`
  return {
    name: `mg1-${index + 1}`,
    title,
    arrivalRates: [0.8],
    servers: 1,
    service,
    relaxation: relaxationOf({ arrivalRate: 0.8, serviceRate: 1, servers: 1 }),
    customers: 2_500_000,
    checks: [
      {
        name: `${title}: mean wait`,
        description:
          'Mean wait at 0.8 arrivals an hour and services of one hour on average; it grows with how much services differ.',
        unit: 'hours',
        expected: { value: pollaczekKhinchine({ arrivalRate: 0.8, meanService: 1, secondMoment }) },
        read: wait,
        source: 'Pollaczek (1930), Khinchine (1932)',
      },
      ...bookkeeping(title, 0.8, 1),
    ],
  }
})

const order = (classes: number) => ({
  discipline: 'priority' as const,
  order: Array.from({ length: classes }, (_, index) => className(index)),
})

function sharedPriorities(name: string, servers: number, arrivalRates: number[], customers: number): QueuePlan {
  const title = `Three classes by urgency, ${servers === 1 ? 'one server' : `${servers} servers`}`
  const waits = waitsByPriority({ arrivalRates, serviceRate: 1, servers })
  const arrivalRate = arrivalRates.reduce((sum, rate) => sum + rate, 0)
  return {
    name,
    title,
    arrivalRates,
    servers,
    service: exponential(1),
    queue: order(3),
    relaxation: relaxationOf({ arrivalRate, serviceRate: 1, servers }),
    customers,
    checks: [
      ...waits.map(
        (value, index): CheckPlan => ({
          name: `${title}: mean wait of class ${index + 1}`,
          description: 'Mean wait by class where the more urgent go first and nobody is interrupted.',
          unit: 'hours',
          expected: { value },
          read: classWait(index),
          source: cobham,
        }),
      ),
      {
        name: `${title}: mean wait of all`,
        description: 'The order of service does not change the mean wait of all: the same as first come, first served.',
        unit: 'hours',
        expected: { value: meanWait({ arrivalRate, serviceRate: 1, servers }) },
        read: wait,
        source: kleinrock,
      },
      ...bookkeeping(title, arrivalRate, servers),
    ],
  }
}

const mixedClasses = [
  { arrivalRate: 0.2, meanService: 1, secondMoment: 2 },
  { arrivalRate: 0.3, meanService: 1.5, secondMoment: 2.25 },
]
const mixedTitle = 'Two classes by urgency, services of two kinds'
const interruptedTitle = 'Three classes, the more urgent interrupt'

const priorities: QueuePlan[] = [
  sharedPriorities('priority-one-server', 1, [0.2, 0.3, 0.3], 5_000_000),
  sharedPriorities('priority-ten-servers', 10, [1, 3, 4], 4_000_000),
  {
    name: 'priority-two-services',
    title: mixedTitle,
    arrivalRates: [0.2, 0.3],
    servers: 1,
    service: [exponential(1), { distribution: 'constant', value: 1.5 }],
    queue: order(2),
    relaxation: relaxationOf({ arrivalRate: 0.65, serviceRate: 1, servers: 1 }),
    customers: 2_500_000,
    checks: [
      ...waitsByPriorityOneServer(mixedClasses).map(
        (value, index): CheckPlan => ({
          name: `${mixedTitle}: mean wait of class ${index + 1}`,
          description:
            'Mean wait by class: the first has exponential services of one hour, the second services of exactly one and a half.',
          unit: 'hours',
          expected: { value },
          read: classWait(index),
          source: cobham,
        }),
      ),
      {
        name: `${mixedTitle}: conserved work`,
        description: 'Waits weighted by the load of their class add up to the same in every order of service.',
        unit: 'hours',
        expected: { value: conservedWork(mixedClasses) },
        read: (totals) =>
          mixedClasses.reduce((sum, one, index) => sum + one.arrivalRate * one.meanService * classWait(index)(totals), 0),
        source: kleinrock,
      },
      ...bookkeeping(mixedTitle, 0.65, 1),
    ],
  },
  {
    name: 'preemptive-resume',
    title: interruptedTitle,
    arrivalRates: [0.2, 0.3, 0.3],
    servers: 1,
    service: exponential(1),
    queue: { ...order(3), preemption: 'resume' },
    relaxation: relaxationOf({ arrivalRate: 0.8, serviceRate: 1, servers: 1 }),
    customers: 5_000_000,
    checks: [
      ...timesInSystemPreempted([0.2, 0.3, 0.3].map((arrivalRate) => ({ arrivalRate, meanService: 1, secondMoment: 2 }))).map(
        (value, index): CheckPlan => ({
          name: `${interruptedTitle}: time in system of class ${index + 1}`,
          description: 'Mean time from arrival to departure by class; who is interrupted goes on where the service stopped.',
          unit: 'hours',
          expected: { value },
          read: (totals) => totals.ratio(`stay ${className(index)}`, `departed ${className(index)}`),
          source: resume,
        }),
      ),
      {
        name: `${interruptedTitle}: utilisation`,
        description: 'Share of time that the server is busy: interruptions add no work.',
        unit: 'share',
        expected: { value: 0.8 },
        read: (totals) => totals.ratio('busy server', 'time'),
        source: 'Utilisation law',
      },
      conservationOfPatients(interruptedTitle),
    ],
  },
]

function patiencePlan(name: string, queue: ManyServers & { leavingRate: number }, customers: number): QueuePlan {
  const title = `Patience runs out, ${queue.servers} servers`
  const exact = withPatience(queue)
  const all = (totals: Totals): number => totals.of('started care') + totals.of('left care')
  return {
    name,
    title,
    arrivalRates: [queue.arrivalRate],
    servers: queue.servers,
    service: exponential(1 / queue.serviceRate),
    queue: { discipline: 'first-come', patience: exponential(1 / queue.leavingRate) },
    // In heavy traffic the slowest mode lies between the leaving rate and the service rate.
    relaxation: 1 / Math.min(queue.leavingRate, queue.serviceRate),
    customers,
    checks: [
      {
        name: `${title}: share who wait`,
        description: 'Share of patients who find all servers taken.',
        unit: 'share',
        expected: { value: exact.waited },
        read: (totals) => (totals.of('waited care') + totals.of('left care')) / all(totals),
        source: palm,
      },
      {
        name: `${title}: share who leave`,
        description: 'Share of patients whose patience runs out before service.',
        unit: 'share',
        expected: { value: exact.left },
        read: (totals) => totals.of('left care') / all(totals),
        source: palm,
      },
      {
        name: `${title}: mean wait`,
        description: 'Mean wait of all patients, until service or until leaving.',
        unit: 'hours',
        expected: { value: exact.wait },
        read: (totals) => (totals.of('wait care') + totals.of('wait of leavers care')) / all(totals),
        source: palm,
      },
      {
        name: `${title}: patients waiting`,
        description: 'Patients waiting, on average over time.',
        unit: 'patients',
        expected: { value: exact.waiting },
        read: (totals) => totals.ratio('waiting care', 'time'),
        source: palm,
      },
      conservationOfPatients(title),
    ],
  }
}

function roomPlan(name: string, queue: ManyServers & { room: number }, customers: number): QueuePlan {
  const title = `Room for ${queue.room}, ${queue.servers} servers, ${queue.arrivalRate} arrivals an hour`
  const exact = withRoom(queue)
  const waitingRoom = queue.room > queue.servers
  return {
    name,
    title,
    arrivalRates: [queue.arrivalRate],
    servers: queue.servers,
    service: exponential(1 / queue.serviceRate),
    queue: { discipline: 'first-come', places: queue.room - queue.servers },
    relaxation: 1 / queue.serviceRate,
    customers,
    checks: [
      {
        name: `${title}: share turned away`,
        description: 'Share of patients who find no room and go elsewhere.',
        unit: 'share',
        expected: { value: waitingRoom ? exact.lost : erlangLoss(queue.arrivalRate / queue.serviceRate, queue.servers) },
        read: (totals) => totals.of('refused care') / (totals.of('refused care') + totals.of('started care')),
        source: waitingRoom ? finiteRoom : erlang,
      },
      {
        name: `${title}: patients inside`,
        description: 'Patients waiting or in service, on average over time.',
        unit: 'patients',
        expected: { value: exact.inside },
        read: (totals) => (totals.of('waiting care') + totals.of('busy server')) / totals.of('time'),
        source: finiteRoom,
      },
      ...(waitingRoom
        ? [
            {
              name: `${title}: mean wait`,
              description: 'Mean wait of those who find room.',
              unit: 'hours',
              expected: { value: exact.wait },
              read: wait,
              source: finiteRoom,
            },
          ]
        : []),
      conservationOfPatients(title),
    ],
  }
}

const patienceAndRoom: QueuePlan[] = [
  patiencePlan('erlang-a', { arrivalRate: 9.5, serviceRate: 1, servers: 10, leavingRate: 0.5 }, 2_500_000),
  patiencePlan('erlang-a-large', { arrivalRate: 100, serviceRate: 1, servers: 100, leavingRate: 1 }, 4_000_000),
  roomPlan('mm2-3', { arrivalRate: 3, serviceRate: 4, servers: 2, room: 3 }, 1_500_000),
  roomPlan('mm10-14', { arrivalRate: 8, serviceRate: 1, servers: 10, room: 14 }, 2_500_000),
  roomPlan('erlang-b-10', { arrivalRate: 8, serviceRate: 1, servers: 10, room: 10 }, 1_500_000),
  roomPlan('erlang-b-25', { arrivalRate: 20, serviceRate: 1, servers: 25, room: 25 }, 2_500_000),
]
