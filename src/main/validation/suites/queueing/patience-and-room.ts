import { withPatience, withRoom } from '../../closed-forms/birth-death.ts'
import { erlangLoss, type ManyServers } from '../../closed-forms/many-servers.ts'
import type { Totals } from '../../totals.ts'
import type { QueuePlan } from './queue-experiment.ts'
import { conservationOfPatients, erlang, meanWaitOfAll } from './shared-checks.ts'

const palm = 'Palm (1957), Erlang A; sum over the birth-death process'
const finiteRoom = 'Birth-death process with finite room (M/M/c/K)'

function patiencePlan(name: string, model: string, queue: ManyServers & { leavingRate: number }): QueuePlan {
  const exact = withPatience(queue)
  const all = (totals: Totals): number => totals.of('started care') + totals.of('left care')
  return {
    name,
    model,
    checks: (title) => [
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

function roomPlan(name: string, model: string, queue: ManyServers & { room: number }): QueuePlan {
  const exact = withRoom(queue)
  const waitingRoom = queue.room > queue.servers
  return {
    name,
    model,
    checks: (title) => [
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
              read: meanWaitOfAll,
              source: finiteRoom,
            },
          ]
        : []),
      conservationOfPatients(title),
    ],
  }
}

/** Patients who do not wait for ever, or cannot wait. */
export const patienceAndRoom: QueuePlan[] = [
  patiencePlan('erlang-a', 'queueing/erlang-a-10', { arrivalRate: 9.5, serviceRate: 1, servers: 10, leavingRate: 0.5 }),
  patiencePlan('erlang-a-large', 'queueing/erlang-a-100', { arrivalRate: 100, serviceRate: 1, servers: 100, leavingRate: 1 }),
  roomPlan('mm2-3', 'queueing/m-m-2-3', { arrivalRate: 3, serviceRate: 4, servers: 2, room: 3 }),
  roomPlan('mm10-14', 'queueing/m-m-10-14', { arrivalRate: 8, serviceRate: 1, servers: 10, room: 14 }),
  roomPlan('erlang-b-10', 'queueing/erlang-b-10', { arrivalRate: 8, serviceRate: 1, servers: 10, room: 10 }),
  roomPlan('erlang-b-25', 'queueing/erlang-b-25', { arrivalRate: 20, serviceRate: 1, servers: 25, room: 25 }),
]
