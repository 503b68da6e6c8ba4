import { describe } from 'vitest'
import { expectSentences } from './sentences.ts'

describe('a model is told, of attributes and branches,', () => {
  expectSentences([
    [
      'a case on a later attribute',
      ['attributes', 0, 'choose', 'cases', 0, 'when'],
      { destination: 'home' },
      [
        'attributes[0].choose.cases[0].when.destination asks for attribute "destination", which is drawn later; move "destination" further up in attributes',
      ],
    ],
    [
      'a formula on a later attribute',
      ['attributes', 4, 'formula'],
      { sum: ['tolerance', 1] },
      [
        'attributes[4].formula.sum[0] names "tolerance", which is worked out later; move "tolerance" further up in attributes',
        'steps[2].duration names attribute "stay", which may be "never"; that is for patience and classChange only',
      ],
    ],
    [
      'a formula on a label',
      ['attributes', 4, 'formula'],
      'age',
      ['attributes[4].formula names "age", which holds a label; only numbers can be reckoned with'],
    ],
    [
      'a formula on nothing',
      ['attributes', 4, 'formula'],
      { sum: [1, 'fee'] },
      ['attributes[4].formula.sum[1] names "fee"; a formula stands on attributes further up that hold a number'],
    ],
    [
      'a difference of never',
      ['attributes', 5],
      { name: 'tolerance', formula: { difference: ['limit', 1] } },
      ['attributes[5].formula.difference[0] names "limit"; a formula stands on attributes further up that hold a number'],
    ],
    [
      'a case too few',
      ['attributes', 2, 'duration', 'cases', 0, 'when'],
      { class: 'urgent', destination: 'home' },
      ['attributes[2].duration.cases leaves out patients with class urgent, destination ward; end with a case without "when"'],
    ],
    [
      'a branch too few',
      ['steps', 7, 'to', 2],
      undefined,
      ['steps[7].to leaves out patients with destination ward, class routine; end with a branch without "when"'],
    ],
    [
      'an otherwise that comes first',
      ['steps', 7, 'to', 0],
      { step: 'out' },
      ['steps[7].to[0] holds for everybody, so what stands after it never counts; put it last'],
    ],
    [
      'probabilities that do not add up',
      ['steps', 4, 'to'],
      [
        { probability: 0.3, step: 'scan' },
        { probability: 0.6, step: 'out' },
      ],
      ['steps[4].to has probabilities that add up to 0.9; they must add up to 1, or leave the last without'],
    ],
    [
      'a probability in the middle that is missing',
      ['steps', 4, 'to'],
      [{ step: 'scan' }, { probability: 0.6, step: 'out' }],
      ['steps[4].to[0].probability is missing; only the last may go without, taking what is left'],
    ],
    [
      'conditions and probabilities mixed',
      ['steps', 4, 'to'],
      [
        { probability: 0.3, step: 'scan' },
        { when: { age: 'child' }, step: 'out' },
      ],
      ['steps[4].to[1] goes by when, others by probability; use one of the two, in two branch steps if need be'],
    ],
    [
      'both in one branch',
      ['steps', 4, 'to', 0, 'when'],
      { age: 'child' },
      ['steps[4].to[0] has both when and probability; give one of them'],
    ],
  ])
})
