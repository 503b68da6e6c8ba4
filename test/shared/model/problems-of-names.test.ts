import { describe } from 'vitest'
import { expectSentences } from './sentences.ts'

describe('a model is told, of its names,', () => {
  expectSentences([
    [
      'a class that is none',
      ['queues', 1, 'order', 0],
      'urgnt',
      ['queues[1].order names class "urgnt"; the classes are urgent, routine'],
    ],
    ['a class twice', ['queues', 1, 'order', 1], 'urgent', ['queues[1].order names class "urgent" twice; name each class once']],
    [
      'a resource that is none',
      ['steps', 0, 'resources'],
      { dask: 1 },
      ['steps[0].resources.dask names resource "dask"; the resources are desk, bed, nurse, scanner'],
    ],
    [
      'a queue that is none',
      ['steps', 0, 'queue'],
      'fornt',
      ['steps[0].queue names queue "fornt"; the queues are front, waiting-room, line, late, chosen'],
    ],
    [
      'a step that is none',
      ['steps', 10, 'next'],
      'nowhere',
      [
        'steps[10].next names step "nowhere"; the steps are register, bed, treat, free-nurse, scan-or-not, scan, free-bed, where-to, calm, redraw, observe, complaint and 1 more',
      ],
    ],
    [
      'an entry that is none',
      ['arrivals', 1, 'entry'],
      'cot',
      [
        'arrivals[1].entry names step "cot"; the steps are register, bed, treat, free-nurse, scan-or-not, scan, free-bed, where-to, calm, redraw, observe, complaint and 1 more',
      ],
    ],
    [
      'an attribute that is none',
      ['steps', 2, 'duration'],
      'sty',
      ['steps[2].duration names attribute "sty"; attributes that hold a time are treatment, paperwork, stay, tolerance'],
    ],
    [
      'a label for a duration',
      ['steps', 2, 'duration'],
      'age',
      [
        'steps[2].duration names attribute "age", which holds a label; attributes that hold a time are treatment, paperwork, stay, tolerance',
      ],
    ],
    [
      'a label that is none',
      ['steps', 7, 'to', 0, 'when'],
      { destination: 'hom' },
      ['steps[7].to[0].when.destination names label "hom"; the labels of destination are home, ward'],
    ],
    [
      'a condition on nothing',
      ['steps', 7, 'to', 0, 'when'],
      { sex: 'female' },
      [
        'steps[7].to[0].when.sex names attribute "sex"; the attributes are age, destination, treatment, paperwork, stay, tolerance, class',
      ],
    ],
    [
      'a condition on a number',
      ['steps', 7, 'to', 0, 'when'],
      { stay: 'long' },
      ['steps[7].to[0].when.stay asks for a label of "stay", which holds a number; only labels can be asked for'],
    ],
    [
      'a share of no label',
      ['attributes', 1, 'choose', 'shares'],
      { home: 0.5, hom: 0.5 },
      ['attributes[1].choose.shares names label "hom"; the labels of destination are home, ward'],
    ],
    [
      'a share of no class',
      ['arrivals', 0, 'attributes', 'class'],
      { is: 'urgnt' },
      ['arrivals[0].attributes.class.is names class "urgnt"; the classes are urgent, routine'],
    ],
    [
      'a rule for a number',
      ['arrivals', 0, 'attributes'],
      { stay: { is: 'long' } },
      ['arrivals[0].attributes.stay gives a label to "stay", which holds a number; give it cases in attributes'],
    ],
    [
      'a rule for nothing',
      ['arrivals', 0, 'attributes'],
      { sex: { is: 'female' } },
      [
        'arrivals[0].attributes.sex names attribute "sex"; the attributes are class, age, destination, treatment, paperwork, stay, tolerance',
      ],
    ],
    [
      'two steps of one name',
      ['steps', 12, 'name'],
      'treat',
      [
        'queues[0].whenFull names step "out"; the steps are register, bed, treat, free-nurse, scan-or-not, scan, free-bed, where-to, calm, redraw, observe, complaint',
        'steps[12].name is "treat", as steps[2] is; give each a name of its own',
        'steps[7].to[0].step names step "out"; the steps are register, bed, treat, free-nurse, scan-or-not, scan, free-bed, where-to, calm, redraw, observe, complaint',
      ],
    ],
    [
      'two classes of one name',
      ['classes', 1],
      'urgent',
      ['classes[1] is "urgent", as classes[0] is; give each a name of its own'],
    ],
  ])
})
