import {
  type Evaluation,
  type EvaluationResult,
  type PolicyOutcome,
  readsGroups,
  type Study,
  type Verdict,
} from '../../shared/evaluation.ts'
import { formatCount, formatDate, formatEstimate } from '../../shared/format.ts'
import { midSentence } from '../../shared/mid-sentence.ts'
import type { ReportDocument } from './document.ts'
import { estimateCells, rowsOf } from './estimates.ts'
import type { TableRow } from './table.ts'
import type { Run } from './typesetting.ts'
import { asSentence, headlineOf, joined, labelWithRole, verdictLabels } from './words.ts'

/** Why an evaluation has no numbers, as a sentence. */
export function missingSentence(evaluation: Evaluation): string {
  const why = evaluation.error === null ? '' : ` ${asSentence(evaluation.error)}`
  switch (evaluation.status) {
    case 'failed':
      return `The evaluation failed, so there is nothing to report.${why}`
    case 'cancelled':
      return `The evaluation was stopped before it was finished, so there is nothing to report.${why}`
    case 'interrupted':
      return `The evaluation was interrupted, so there is nothing to report yet.${why}`
    default:
      return 'The evaluation was not finished when this report was made, so there is nothing to report yet.'
  }
}

/** Page one, in plain words: what was asked, the headline numbers, what they say, and what would help. */
export function writeSummary(document: ReportDocument, study: Study, date: string): void {
  const results = study.evaluations.flatMap(({ result }) => (result === null ? [] : [result]))
  document.heading(1, study.title, 'Summary')
  const made = `Fairness report of ${formatDate(date)} · study of ${formatDate(study.createdAt)} · ${formatCount(study.evaluations.length, 'hospital')}`
  document.paragraph(made, { size: 9, soft: true, after: 4 })
  writeSafety(document, results)
  writeQuestion(document, results)
  if (results.length > 0) writeHeadline(document, results)
  writeAnswers(document, study)
}

function writeQuestion(document: ReportDocument, results: readonly EvaluationResult[]): void {
  document.heading(2, 'What was asked')
  const first = results[0]
  if (first === undefined) {
    document.paragraph('Whether patients of equal need wait equally long. No evaluation of this study has numbers yet.')
    return
  }
  const hasAgents = results.some((result) => headlineOf(result).agents.length > 0)
  const hasChanges = results.some((result) => result.recommendations !== null)
  const ways = ['another rule', ...(hasAgents ? ['a trained agent'] : []), ...(hasChanges ? ['other resources'] : [])]
  const lengths = [...new Set(results.map((result) => result.days))].sort((a, b) => a - b).map(String)
  const today = midSentence(headlineOf(first).baseline?.label ?? first.baseline)
  document.paragraph(
    `Do patients of equal medical need wait equally long under today’s rule (${today}), and what would ` +
      `${joined(ways, 'or')} change? Each hospital was simulated ` +
      `${joined([...new Set(results.map((result) => String(result.replications)))], 'or')} times over ` +
      `${joined(lengths, 'or')} days. Every way of working met the same simulated patients.`,
    { size: 9.5, after: 6 },
  )
}

function writeHeadline(document: ReportDocument, results: readonly EvaluationResult[]): void {
  const rows = results.flatMap((result): TableRow[] => {
    const { baseline, bestRule, agents } = headlineOf(result)
    const policies = [baseline, bestRule, ...agents].filter((policy): policy is PolicyOutcome => policy !== null)
    const measure = <K extends 'onTarget' | 'leftUnseen' | 'needWeightedWait' | 'waitMinutes' | 'equalNeedGapMinutes'>(key: K) =>
      policies.map((policy) => policy[key])
    const columns = [
      // Which agent it was stands in the hospital's own part.
      policies.map((policy) => (agents.length === 1 && policy === agents[0] ? 'Trained agent' : labelWithRole(policy, result))),
      estimateCells(measure('needWeightedWait'), 'minutes'),
      estimateCells(measure('waitMinutes'), 'minutes'),
      estimateCells(measure('onTarget'), 'percent'),
      estimateCells(measure('leftUnseen'), 'percent'),
      estimateCells(measure('equalNeedGapMinutes'), 'minutes'),
    ]
    return [{ across: result.scenarioTitle }, ...rowsOf(columns).map((cells) => ({ cells }))]
  })
  document.table({
    caption: 'The headline numbers, each with its 95 % interval.',
    columns: [
      { header: 'Way of working', align: 'left' },
      { header: 'Need-weighted wait, min', width: 78, align: 'right' },
      { header: 'Plain wait, min', width: 74, align: 'right' },
      { header: 'On target, %', width: 70, align: 'right' },
      { header: 'Left unseen, %', width: 70, align: 'right' },
      { header: 'Equal-need gap, min', width: 70, align: 'right' },
    ],
    rows,
    dense: true,
    note:
      'Need-weighted wait: minutes per patient; urgent and overdue minutes weigh more, leaving unseen counts. On target: care began within the ' +
      'target for true need. Equal-need gap: longest minus shortest mean wait of the groups at the same mix of need.',
  })
}

function writeAnswers(document: ReportDocument, study: Study): void {
  document.heading(2, 'What was found, and what would help')
  document.list(
    study.evaluations.map((evaluation): Run[] => {
      const { result } = evaluation
      if (result === null) return [{ text: `${evaluation.scenarioTitle}. `, bold: true }, { text: missingSentence(evaluation) }]
      const { baseline, agents } = headlineOf(result)
      const pools = result.seedPools ?? []
      const pooled = new Set(pools.flatMap((pool) => pool.agents.map(({ policy }) => policy)))
      return [
        { text: `${result.scenarioTitle}. `, bold: true },
        ...(baseline === null ? [] : [{ text: `Today: ${asSentence(baseline.verdict.sentence)} ` }]),
        ...agents
          .filter(({ policy }) => !pooled.has(policy))
          .map((agent) => ({
            text: `${agents.length === 1 ? 'With the agent' : labelWithRole(agent, result)}: ${inShort(agent.verdict)} `,
          })),
        // Several trainings speak together; what each of them shows stands in the hospital's own part.
        ...pools.flatMap(({ label, contrasts }): Run[] =>
          contrasts
            .filter(({ against }) => against === 'baseline')
            .flatMap(({ sentences }) => [{ text: `${label}: `, bold: true }, { text: `${sentences.join(' ')} ` }]),
        ),
        { text: 'What would help: ', bold: true },
        { text: result.recommendations === null ? 'no changes were tried.' : asSentence(result.recommendations.sentence) },
      ]
    }),
    { size: 9 },
  )
}

/** A verdict in a few words, where its sentence stands further on. */
const inShort = ({ verdict, differenceMinutes }: Verdict): string =>
  `${verdictLabels[verdict].toLowerCase()}, largest difference ${formatEstimate(differenceMinutes, 'minutes')}.`

function writeSafety(document: ReportDocument, results: readonly EvaluationResult[]): void {
  const sighted = results.some((result) => headlineOf(result).agents.some(readsGroups))
  document.callout(
    [
      [
        { text: 'Not for live clinical use. ', bold: true },
        {
          text:
            'Results of simulated hospitals, made to inform a decision. ' +
            (sighted
              ? 'Trained agents see which group a patient belongs to; whether that may be used is a question of law and ethics, not of numbers.'
              : 'The hospitals are models with stated assumptions.'),
        },
      ],
    ],
    { size: 8.5 },
  )
}
