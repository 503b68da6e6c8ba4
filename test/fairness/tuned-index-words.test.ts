import { describe, expect, it } from 'vitest'
import { strictAcuityIndex } from '../../src/main/evaluation/tuned-index/candidates.ts'
import { tunedIndexSentences } from '../../src/main/fairness/tuned-index-words.ts'
import { preset } from '../presets.ts'

describe('a tuned index in words', () => {
  const scenario = preset('urban')

  it('says what levels, waits, groups and short work count', () => {
    const sentences = tunedIndexSentences(
      {
        groupBlind: false,
        levelWeights: [60, 30, 5, 1, 0.5],
        groupWeights: [0.9, 1, 2.1, 1.6],
        start: 0.42,
        growth: 1.35,
        shortWorkPower: 1,
      },
      scenario,
    )
    expect(sentences).toEqual([
      'At first, level 1 counts 2.0 times as much as level 2, level 2 counts 6.0 times as much as level 3, level 3 counts 5.0 times as much as level 4 and level 4 counts 2.0 times as much as level 5, by the level that triage gave.',
      'Once 42 % of the level’s target has passed, priority grows by 1.35 times its first value for every further target waited.',
      'At the same level and wait, children count 0.9 times as much, older adults count 2.1 times as much and adults with a language barrier count 1.6 times as much as adults: it decides by the group a patient belongs to.',
      'Among equals, patients who usually take a clinician less time come sooner (twice the time: 0.5 times the priority).',
    ])
  })

  it('says that a group-blind one does not look at groups, and what no wait makes up for', () => {
    const sentences = tunedIndexSentences(strictAcuityIndex(4, true), scenario)
    expect(sentences[0]).toMatch(/^At first, no wait at level 2 makes up for level 1, /)
    expect(sentences).toContain('It does not look at the group a patient belongs to.')
  })
})
