import { formatNumber } from '../../shared/format.ts'
import { midSentence } from '../../shared/mid-sentence.ts'
import type { Scenario } from '../../shared/scenario.ts'
import { listWords } from './sentences.ts'

/** Shares of groups and of levels that differ by less are not worth a warning. */
const smallShare = 0.05

/**
 * What the hospital that an agent is tried in has otherwise than the one it was trained on, as parts of a sentence; empty where nothing that
 * it can have learned has changed. The groups are the same: with others it cannot act at all.
 */
export function trainingDifferences(trained: Scenario, here: Scenario): string[] {
  return [...triageDifferences(trained, here), ...targetDifference(trained, here), ...mixDifferences(trained, here)]
}

function triageDifferences(trained: Scenario, here: Scenario): string[] {
  const errors = (scenario: Scenario, index: number) => {
    const { underTriage, overTriage } = scenario.groups[index]!
    return `${formatNumber(underTriage, { digits: 2 })} and ${formatNumber(overTriage, { digits: 2 })}`
  }
  const groups = here.groups.flatMap((group, index) => {
    const [before, now] = [errors(trained, index), errors(here, index)]
    return before === now ? [] : [`${midSentence(group.label)} ${now} instead of ${before}`]
  })
  const levels =
    trained.triage.underByAcuity.some((value, level) => value !== here.triage.underByAcuity[level]) ||
    trained.triage.overByAcuity.some((value, level) => value !== here.triage.overByAcuity[level])
  return [
    ...(groups.length > 0 ? [`triage errs otherwise (under- and over-triage of ${listWords(groups)})`] : []),
    ...(levels ? ['triage errs at other levels'] : []),
  ]
}

function targetDifference(trained: Scenario, here: Scenario): string[] {
  const [before, now] = [trained.targets.minutes, here.targets.minutes]
  if (before.every((minutes, level) => minutes === now[level])) return []
  return [
    `targets are ${now.map((minutes) => formatNumber(minutes)).join(', ')} minutes instead of ${before.map((minutes) => formatNumber(minutes)).join(', ')}`,
  ]
}

function mixDifferences(trained: Scenario, here: Scenario): string[] {
  const differ = (a: number, b: number) => Math.abs(a - b) >= smallShare
  const shares = here.groups.filter((group, index) => differ(group.share, trained.groups[index]!.share))
  const needs = here.groups.filter((group, index) =>
    group.acuityMix.some((share, level) => differ(share, trained.groups[index]!.acuityMix[level]!)),
  )
  const labels = (groups: typeof shares) => listWords(groups.map((group) => midSentence(group.label)))
  return [
    ...(shares.length > 0 ? [`shares of ${labels(shares)} differ`] : []),
    ...(needs.length > 0 ? [`the need of ${labels(needs)} differs`] : []),
  ]
}
