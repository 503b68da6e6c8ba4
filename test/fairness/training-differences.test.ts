import { describe, expect, it } from 'vitest'
import { trainingDifferences } from '../../src/main/fairness/training-differences.ts'
import { preset } from '../presets.ts'

describe('what is otherwise than where an agent was trained', () => {
  const trained = preset('urban')

  it('is nothing in the same hospital, nor where only its load differs', () => {
    const here = preset('urban')
    expect(trainingDifferences(trained, here)).toEqual([])
    here.resources.careSpaces = 30
    expect(trainingDifferences(trained, here)).toEqual([])
  })

  it('names the groups and levels whose triage errs otherwise', () => {
    const here = preset('urban')
    here.groups[3]!.underTriage = 0.3
    here.triage.underByAcuity[1] = 0.8
    expect(trainingDifferences(trained, here)).toEqual([
      'triage errs otherwise (under- and over-triage of adults with a language barrier 0.30 and 0.04 instead of 0.50 and 0.04)',
      'triage errs at other levels',
    ])
  })

  it('names other targets, shares and needs', () => {
    const here = preset('urban')
    here.targets.minutes[1] = 10
    here.groups[0]!.share = 0.3
    here.groups[1]!.share = 0.22
    here.groups[2]!.acuityMix = [0.015, 0.18, 0.72, 0.08, 0.005]
    expect(trainingDifferences(trained, here)).toEqual([
      'targets are 5, 10, 30, 60, 120 minutes instead of 5, 15, 30, 60, 120',
      'shares of children and adults differ',
      'the need of older adults differs',
    ])
  })
})
