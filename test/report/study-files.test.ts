import { describe, expect, it } from 'vitest'
import { studyCsv } from '../../src/main/report/study-csv.ts'
import { studyJson } from '../../src/main/report/study-json.ts'
import { type Study, studySchema } from '../../src/shared/evaluation.ts'
import { demoStudy, evaluationOf, resultOf, studyOf, urban } from './fixture.ts'
import { seedPoolOf } from './seed-pool-fixture.ts'

/** A reader of RFC 4180, written apart from the writer. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  let field = ''
  let quoted = false
  for (let at = 0; at < text.length; at++) {
    const character = text[at]
    if (quoted) {
      if (character === '"' && text[at + 1] === '"') field += text[++at]
      else if (character === '"') quoted = false
      else field += character
    } else if (character === '"') quoted = true
    else if (character === ',') {
      row.push(field)
      field = ''
    } else if (character === '\r' && text[at + 1] === '\n') {
      rows.push([...row, field])
      row = []
      field = ''
      at++
    } else field += character
  }
  expect(quoted).toBe(false)
  expect(field).toBe('')
  return rows
}

describe('the long table', () => {
  const rows = parseCsv(studyCsv(demoStudy()))
  const find = (...start: string[]) => rows.filter((row) => start.every((field, index) => row[index] === field))

  it('has one row for each number, all of the same length', () => {
    expect(rows[0]).toEqual([
      'scenario',
      'policy',
      'measure',
      'group',
      'acuity',
      'mean',
      'lower',
      'upper',
      'standardError',
      'n',
      'unit',
    ])
    for (const row of rows) expect(row).toHaveLength(11)
    // Urban: 8 policies x (6 + 5 + 6 + 4 groups x (4 + 5 + 2 + 5 levels x 3)), 7 differences x (5 + 4 + 2 + 1 + 5 + 4) with 1 + 20 classes x 3
    // about decisions, 1 difference to an agent without a fairness weight, 5 changes x (3 + 4).
    expect(find('urban')).toHaveLength(8 * (17 + 4 * 26) + 7 * (21 + 61) + 21 + 5 * 7)
  })

  it('gives the numbers in full', () => {
    const outcome = resultOf(urban).policies[0]!
    const [row] = find('urban', 'acuity', 'needWeightedWait')
    expect(row?.slice(5, 8).map(Number)).toEqual([
      outcome.needWeightedWait.mean,
      outcome.needWeightedWait.lower,
      outcome.needWeightedWait.upper,
    ])
    expect(row?.at(-1)).toBe('weighted minutes')
    expect(find('urban', 'acuity', 'waitMinutes', 'language', '3')).toHaveLength(1)
    expect(find('urban', 'c-mu', 'equalNeedGapMinutesDifference')).toHaveLength(1)
    expect(find('urban', 'change:triage', 'waitMinutesDifference', 'child')).toHaveLength(1)
  })

  it('has the limits of access, and nothing for them where a result of an older version had none', () => {
    const result = resultOf(urban)
    const [row] = find('urban', 'fcfs', 'accessLongBoarding')
    expect(row?.slice(5, 6).map(Number)).toEqual([result.policies[1]!.access!.longBoarding.mean])
    expect(find('urban', 'fcfs', 'accessFailed', 'elderly')).toHaveLength(1)
    expect(find('urban', 'fcfs', 'varianceReductionFactor')[0]?.at(-1)).toBe('times')
    const older = {
      ...result,
      policies: result.policies.map(({ access: _, byGroup, ...rest }) => ({
        ...rest,
        byGroup: byGroup.map(({ access: __, ...group }) => group),
      })),
      comparisons: result.comparisons.map(({ accessFailed: _, ...rest }) => rest),
      fairnessComparisons: null,
    }
    const text = studyCsv(studyOf([evaluationOf(older)]))
    expect(text).not.toContain('access')
    expect(studySchema.parse(studyOf([evaluationOf(older)]))).toEqual(studyOf([evaluationOf(older)]))
  })

  it('has whom a policy serves earlier, where the cost arises and who pays, also for what a fairness weight changes', () => {
    expect(find('urban', 'tuned-index', 'servedEarlier', 'elderly', '3')).toHaveLength(1)
    expect(find('urban', 'tuned-index', 'passedOver', 'elderly', '3')).toHaveLength(1)
    expect(find('urban', 'tuned-index', 'assignedWaitMinutesDifference', 'elderly', '3')).toHaveLength(1)
    expect(find('urban', 'tuned-index', 'decidedOtherwise')[0]?.slice(5, 6)).toEqual(['0.27'])
    expect(find('urban', 'acuity', 'needWeightedPart', '', '2')).toHaveLength(1)
    expect(find('urban', 'c-mu', 'needWeightedWaitDifference', 'child')).toHaveLength(1)
    expect(find('urban', 'fairness-weight:019a-agent', 'needWeightedWaitDifference', 'child')).toHaveLength(1)
  })

  it('has trainings that differ in their seed together, and one by one', () => {
    const pooled = (seeds: number[]) =>
      parseCsv(studyCsv(studyOf([evaluationOf({ ...resultOf(urban), seedPools: [seedPoolOf(seeds)] })])))
    const rows = pooled([3, 4])
    const of = (policy: string, measure: string) => rows.filter((row) => row[1] === policy && row[2] === measure)
    expect(of('pool:0', 'needWeightedWaitOverTrainings')[0]?.slice(5, 8)).toEqual(['60', '59', '61'])
    expect(of('pool:0:baseline', 'needWeightedGapDifferenceOverTrainingsAndPatients')[0]?.slice(5)).toEqual([
      '-9',
      '-11',
      '-7',
      '1',
      '2',
      'weighted minutes',
    ])
    expect(of('seed:run-4:baseline', 'waitMinutesDifference')[0]?.slice(5, 8)).toEqual(['-9.5', '-11.5', '-7.5'])
    expect(rows.some((row) => row[2]?.endsWith('InterquartileMean'))).toBe(false)
    const alike = [120_000, 800_000].map((decisions) => ({ ...seedPoolOf([3, 4]), scenario: 'urban', decisions }))
    const told = parseCsv(studyCsv(studyOf([evaluationOf({ ...resultOf(urban), seedPools: alike })])))
    const names = new Set(told.map((row) => row[1]).filter((name) => /^pool:[^:]*$/.test(name ?? '')))
    expect([...names]).toEqual(['pool:0-urban-120000', 'pool:0-urban-800000'])
    const many = pooled([1, 2, 3, 4, 5, 6, 7, 8])
    expect(many.find((row) => row[2] === 'waitMinutesDifferenceInterquartileMean')?.slice(5)).toEqual([
      '-9.5',
      '-10.5',
      '-8.5',
      '',
      '8',
      'minutes',
    ])
  })

  it('leaves suppressed cells empty and skips evaluations without a result', () => {
    expect(find('rural', 'acuity', 'waitMinutes', 'child', '5')).toHaveLength(1)
    expect(find('rural', 'acuity', 'waitMinutes', 'child', '1')[0]?.slice(5, 10)).toEqual(['', '', '', '', ''])
    expect(
      studyCsv(studyOf([evaluationOf(null)]))
        .trim()
        .split('\r\n'),
    ).toHaveLength(1)
  })

  it('quotes what would break it', () => {
    const result = { ...resultOf(urban), scenario: 'a "quoted", name\r\nin two lines' }
    const parsed = parseCsv(studyCsv(studyOf([evaluationOf(result)])))
    expect(parsed[1]?.[0]).toBe('a "quoted", name\r\nin two lines')
  })
})

describe('the machine-readable study', () => {
  it('reads back to the same study', () => {
    const document: unknown = JSON.parse(studyJson(demoStudy()))
    expect(document).toMatchObject({ format: 'fairward-study', version: 1 })
    expect(studySchema.parse((document as { study: unknown }).study)).toEqual(demoStudy())
  })

  it('is the same text whatever order the keys came in', () => {
    const study = demoStudy()
    const reversed = Object.fromEntries(Object.entries(study).reverse()) as unknown as Study
    expect(Object.keys(reversed)[0]).toBe('evaluations')
    expect(studyJson(reversed)).toBe(studyJson(study))
  })
})
