import { describe } from 'vitest'
import { expectSentences } from './sentences.ts'

describe('a model is told, of queues, resources and its run,', () => {
  expectSentences([
    [
      'priority without an order',
      ['queues', 1, 'order'],
      undefined,
      ['queues[1].order is missing; priority needs the classes, the most urgent first'],
    ],
    [
      'accumulating without slopes',
      ['queues', 2, 'slopes'],
      undefined,
      ['queues[2].slopes is missing; accumulating needs a slope for each class'],
    ],
    ['a slope too few', ['queues', 2, 'slopes'], { urgent: 3 }, ['queues[2].slopes.routine is missing; give one for each class']],
    [
      'a target of no class',
      ['queues', 3, 'targets'],
      { urgent: 3, routine: 5, other: 9 },
      ['queues[3].targets names class "other"; the classes are urgent, routine'],
    ],
    [
      'an order that has no effect',
      ['queues', 0, 'order'],
      ['urgent'],
      ['queues[0].order has no effect with first-come; remove it, or choose priority or policy'],
    ],
    [
      'interrupting without priority',
      ['queues', 2, 'preemption'],
      'resume',
      ['queues[2].preemption is resume with accumulating; only priority can interrupt, choose it or remove preemption'],
    ],
    [
      'thresholds out of order',
      ['queues', 0, 'balking', 1, 'waiting'],
      4,
      ['queues[0].balking[1].waiting is 4, after 4; put them in order, the fewest waiting first'],
    ],
    [
      'a way out of nothing',
      ['queues', 0, 'whenOutOfPatience'],
      'out',
      ['queues[0].whenOutOfPatience has no effect without patience; give patience or remove it'],
    ],
    [
      'crowding of nothing',
      ['queues', 0, 'crowding'],
      0.1,
      ['queues[0].crowding has no effect without patience; give patience or remove it'],
    ],
    [
      'a class change to nothing',
      ['queues', 1, 'classChange', 'to'],
      'red',
      ['queues[1].classChange.to names class "red"; the classes are urgent, routine'],
    ],
    [
      'more than there ever are',
      ['steps', 1, 'resources', 'nurse'],
      4,
      ['steps[1].resources.nurse is 4; there are never more than 3 on duty, so nobody would ever start'],
    ],
    [
      'nothing to wait for',
      ['steps', 0, 'resources'],
      {},
      ['steps[0].resources names nothing to serve; name a resource, or use a delay alone'],
    ],
    [
      'an end that is none',
      ['steps', 12],
      { name: 'out', do: 'release', resources: { desk: 1 } },
      ['steps[12] is the last and leads nowhere; give it "next", or add a step that does "exit"'],
    ],
    [
      'a class drawn anew',
      ['steps', 9, 'attributes', 0],
      'class',
      ['steps[9].attributes[0] is "class", which cannot be drawn anew; use a step that does "become"'],
    ],
    [
      'a schedule that changes all the time',
      ['resources', 3, 'units'],
      {
        changes: [
          { at: 0, units: 1 },
          { at: 1e-5, units: 2 },
        ],
        repeatEvery: 1e-4,
      },
      [
        'resources[3].units brings the changes of units in a replication to about 57,600,048; at most 20,000,000 can be simulated, with a shorter horizon or a longer cycle',
      ],
    ],
    ['a warm-up without an end', ['run', 'warmUp'], 2880, ['run.warmUp is 2880; it must end before the horizon, 2880']],
    [
      'an unknown weekday',
      ['run', 'startsAt', 'weekday'],
      'funday',
      ['run.startsAt.weekday is "funday"; choose one of monday, tuesday, wednesday, thursday, friday, saturday, sunday'],
    ],
  ])
})
