import { describe, expect, it } from 'vitest'
import { intervalWords, listWords } from '../../src/main/fairness/sentences.ts'
import { midSentence } from '../../src/shared/mid-sentence.ts'

describe('words of sentences', () => {
  it('begin small inside a sentence, abbreviations apart', () => {
    expect(midSentence('Older adults')).toBe('older adults')
    expect(midSentence('LEP families')).toBe('LEP families')
    expect(midSentence('65 and older')).toBe('65 and older')
    expect(midSentence('Ältere')).toBe('ältere')
  })

  it('list as people do', () => {
    expect(listWords([])).toBe('')
    expect(listWords(['a'])).toBe('a')
    expect(listWords(['a', 'b', 'c'])).toBe('a, b and c')
  })

  it('turn an interval round with its value', () => {
    const estimate = { mean: -3, lower: -5, upper: 1, standardError: 1, n: 9 }
    expect(intervalWords(estimate)).toBe('95\u00a0% interval \u22121.0 to 5.0')
  })
})
