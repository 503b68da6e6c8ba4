import { describe, expect, it } from 'vitest'
import { out, type TraceModel, trace } from './trace.ts'

describe('branches', () => {
  const spots: TraceModel['steps'] = [
    { name: 'a', do: 'delay', duration: { distribution: 'constant', value: 1 }, next: 'out' },
    { name: 'b', do: 'delay', duration: { distribution: 'constant', value: 2 }, next: 'out' },
    { name: 'c', do: 'delay', duration: { distribution: 'constant', value: 3 }, next: 'out' },
    out,
  ]
  const gone = (branch: TraceModel['steps'][number], patients: Parameters<typeof trace>[1], more: Partial<TraceModel> = {}) =>
    trace({ steps: [branch, ...spots], ...more }, patients, { only: ['goes'] }).words

  it('go by the labels of one attribute, by class, or by rules over several', () => {
    const labels = { ill: ['no', 'a-little', 'very'] }
    const ill = (label: string) => ({ labels: { ill: label } })
    expect(
      gone(
        {
          name: 'who',
          do: 'branch',
          to: [{ when: { ill: 'very' }, step: 'c' }, { when: { ill: ['a-little', 'very'] }, step: 'b' }, { step: 'a' }],
        },
        [
          { at: 0, ...ill('no') },
          { at: 10, ...ill('a-little') },
          { at: 20, ...ill('very') },
        ],
        { labels },
      ),
    ).toEqual(['1: 0 goes (exit 0)', '12: 1 goes (exit 0)', '23: 2 goes (exit 0)'])
    const classes = ['child', 'adult', 'senior']
    expect(
      gone(
        {
          name: 'who',
          do: 'branch',
          to: [{ when: { class: 'adult' }, step: 'b' }, { when: { class: 'senior' }, step: 'c' }, { step: 'a' }],
        },
        [{ at: 0 }, { at: 10, class: 'adult' }],
        { classes },
      ),
    ).toEqual(['1: 0 goes (exit 0)', '12: 1 goes (exit 0)'])
    expect(
      gone(
        {
          name: 'who',
          do: 'branch',
          to: [{ when: { class: 'adult', ill: 'very' }, step: 'c' }, { when: { ill: 'very' }, step: 'b' }, { step: 'a' }],
        },
        [
          { at: 0, ...ill('very') },
          { at: 10, ...ill('very'), class: 'adult' },
          { at: 20, class: 'adult' },
        ],
        { classes, labels },
      ),
    ).toEqual(['2: 0 goes (exit 0)', '13: 1 goes (exit 0)', '21: 2 goes (exit 0)'])
  })

  it('go by the class a patient has become', () => {
    const model: TraceModel = {
      classes: ['child', 'adult'],
      steps: [
        { name: 'grow', do: 'become', class: 'adult' },
        { name: 'who', do: 'branch', to: [{ when: { class: 'adult' }, step: 'b' }, { step: 'a' }] },
        ...spots.filter(({ name }) => name !== 'c'),
      ],
    }
    expect(trace(model, [{ at: 0 }], { only: ['turns', 'goes'] }).words).toEqual([
      '0: 0 turns from child to adult',
      '2: 0 goes (exit 0)',
    ])
  })
})
