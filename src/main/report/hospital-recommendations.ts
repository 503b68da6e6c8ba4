import type { EvaluationResult, Recommendation } from '../../shared/evaluation.ts'
import { formatProbability } from '../../shared/format.ts'
import type { ReportDocument } from './document.ts'
import { estimateCells, rowsOf } from './estimates.ts'
import { asSentence, groupLabel } from './words.ts'

/** What was tried, what it would change, for whom, and whether it can be recommended. */
export function writeRecommendations(document: ReportDocument, result: EvaluationResult): void {
  document.heading(2, 'What would help')
  const { recommendations } = result
  if (recommendations === null) {
    document.paragraph('No changes were tried for this hospital.')
    return
  }
  document.paragraph(asSentence(recommendations.sentence))
  const candidates = [...recommendations.candidates].sort((a, b) => Number(b.recommended) - Number(a.recommended))
  if (candidates.length === 0) return
  const recommended = candidates.filter((candidate) => candidate.recommended)
  if (recommended.length > 0) document.list(recommended.map((candidate) => asSentence(candidate.sentence)))
  document.table({
    caption: 'Changes that were tried, each against today on the same patients, with 95 % intervals.',
    columns: [
      { header: 'Change', align: 'left' },
      { header: 'Gap, min', width: 58, align: 'right' },
      { header: 'Everyone’s wait, min', width: 62, align: 'right' },
      { header: 'Need-weighted wait, min', width: 72, align: 'right' },
      { header: 'Adjusted p: gap', width: 46, align: 'right' },
      { header: 'Adjusted p: wait', width: 46, align: 'right' },
      { header: 'Recommended', width: 84, align: 'left' },
    ],
    rows: rowsOf([
      candidates.map((candidate) => ({ text: candidate.title, bold: true, note: candidate.description })),
      estimateCells(
        candidates.map((candidate) => candidate.equalNeedGapMinutes),
        'minutes',
        { signed: true },
      ),
      estimateCells(
        candidates.map((candidate) => candidate.waitMinutes),
        'minutes',
        { signed: true },
      ),
      estimateCells(
        candidates.map((candidate) => candidate.needWeightedWait),
        'minutes',
        { signed: true },
      ),
      candidates.map((candidate) => formatProbability(candidate.pGap)),
      candidates.map((candidate) => formatProbability(candidate.pNeedWeightedWait)),
      candidates.map((candidate) => (candidate.recommended ? { text: 'yes', bold: true } : 'no')),
    ]).map((cells) => ({ cells })),
    note: 'Change minus today; less than zero is better. Adjusted p: against no effect, corrected over the changes tried (Holm); “wait” is the need-weighted wait.',
  })
  writeWho(document, result, candidates)
}

function writeWho(document: ReportDocument, result: EvaluationResult, candidates: readonly Recommendation[]): void {
  const names = (candidate: Recommendation, effect: 'gains' | 'loses' | 'unclear') => {
    const groups = candidate.byGroup.filter((group) => group.effect === effect)
    if (groups.length === result.groups.length) return 'All groups'
    return groups.map((group) => groupLabel(result, group.groupId)).join('; ') || '–'
  }
  document.table({
    caption: 'Who gains and who loses by each change.',
    columns: [
      { header: 'Change', width: 150, align: 'left' },
      { header: 'Wait less', align: 'left' },
      { header: 'Wait longer', align: 'left' },
      { header: 'Not clear', align: 'left' },
    ],
    rows: candidates.map((candidate) => ({
      cells: [candidate.title, names(candidate, 'gains'), names(candidate, 'loses'), names(candidate, 'unclear')],
    })),
  })
}
