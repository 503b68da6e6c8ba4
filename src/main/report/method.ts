import type { Study } from '../../shared/evaluation.ts'
import { formatNumber } from '../../shared/format.ts'
import type { ReportDocument } from './document.ts'

/** How the numbers were made, what they leave out, and how to make them again. */
export function writeMethod(document: ReportDocument, study: Study, version: string): void {
  document.section()
  document.heading(1, 'How the numbers were made')
  document.heading(2, 'What is measured')
  document.list([
    [
      { text: 'Wait: ', bold: true },
      {
        text: 'from arrival to start of care, to leaving, or to the end of the simulated period, whichever comes first. Nobody is dropped: patients who leave and patients who still wait at the end are counted.',
      },
    ],
    [
      { text: 'Need-weighted wait: ', bold: true },
      {
        text: 'the cost of waiting per arriving patient. Each minute weighs by true need, minutes past the target weigh more, and leaving unseen and getting worse count. The weights are assumptions of each scenario.',
      },
    ],
    [
      { text: 'True need and triage: ', bold: true },
      {
        text: 'results compare patients of the same true acuity, which only a simulation knows. Policies see the acuity that triage assigned, which can be wrong, and more often so for some groups.',
      },
    ],
    [
      { text: 'On target, left unseen: ', bold: true },
      {
        text: 'share of arriving patients whose care began within the target for their true need at arrival; share who left before care began.',
      },
    ],
    [
      { text: 'Access: ', bold: true },
      {
        text: 'share of visits that fail a limit of the CMS measure “Emergency Care Access & Timeliness”: more than 60 minutes from arrival to a care space (or to leaving), leaving unseen, more than 240 minutes of boarding, more than 480 minutes from arrival to departure. Visits under way at the end count where they have failed already.',
      },
    ],
    [
      { text: 'Equal-need wait and gap: ', bold: true },
      {
        text: 'a group’s mean wait by true acuity, weighted by the mix of all patients together (direct standardisation). The gap is the largest minus the smallest of these. Raw differences between groups are not judged: groups differ in need.',
      },
    ],
  ])
  document.heading(2, 'How chance is dealt with')
  document.list([
    [
      { text: 'Replications: ', bold: true },
      {
        text: 'each hospital is simulated many times, each time from an empty start, with the warm-up left out. The replication is the unit of inference; patients in one queue depend on each other and are never treated as independent.',
      },
    ],
    [
      { text: 'The same patients for all: ', bold: true },
      {
        text: 'every way of working meets the same arrivals, needs, treatment times and patience (common random numbers). Differences are paired by replication; how much smaller that makes their variance is said beside them.',
      },
    ],
    [
      { text: 'Fresh patients: ', bold: true },
      { text: 'what is reported was measured on patients that no agent was trained on and that no choice was made on.' },
    ],
    [
      { text: 'Intervals: ', bold: true },
      {
        text: 'are 95 %, by Student’s t over replications, with the jackknife for ratios and for the gap. They cover chance in patients, not whether the model is right.',
      },
    ],
    [
      { text: 'Verdicts: ', bold: true },
      {
        text: '“equivalent” where the 90 % interval of every pair of groups lies within the margin (two one-sided tests); otherwise “disparity shown” where some pair differs at 5 % after Holm’s correction over all pairs; otherwise “not enough runs”. Absence of a proven difference is not taken for fairness.',
      },
    ],
    [
      { text: 'Recommendations: ', bold: true },
      {
        text: 'each change was simulated on the same patients before it was named; p values are corrected over all changes tried (Holm). Where an interval includes zero, nothing is recommended.',
      },
    ],
  ])
  document.heading(2, 'What the numbers do not say')
  document.list([
    'A simulated hospital is not the hospital. Parameters come from published sources or are marked as assumptions in the scenario; differences between groups in triage are assumptions unless the hospital’s own data were used.',
    'The largest gap among several groups is biased upward where gaps are small, so verdicts rest on pairs of groups.',
    'The best rule was picked on the patients it is reported on, which flatters it slightly.',
    'An agent’s interval belongs to that agent: another training run would give a somewhat different one. Agents that are not group-blind, and the tuned index that sees groups, decide by group membership.',
    'A tuned index is found on development patients of the same hospital: where triage differs it would have to be found again.',
    'Care is not interrupted, staff do not tire, and patients do not go elsewhere because they hear of a long wait.',
  ])
  writeRepeat(document, study, version)
}

function writeRepeat(document: ReportDocument, study: Study, version: string): void {
  document.heading(2, 'How to repeat it')
  document.paragraph(
    `Study ${study.id}, made with Fairward ${version}, seed ${study.seed}, ${formatNumber(study.replications)} replications. The JSON file of the study holds every number ` +
      'of this report. The same scenario, seed and policies give the same patients and the same numbers on any machine: export the scenario in the version named below and run “fairward evaluate” with this seed and number of replications.',
  )
  const load = (value: number) => formatNumber(value, { digits: 2 })
  document.table({
    caption: 'What was run.',
    columns: [
      { header: 'Hospital', align: 'left' },
      { header: 'Scenario', width: 64, align: 'left' },
      { header: 'Version', width: 38, align: 'right' },
      { header: 'Seed', width: 58, align: 'right' },
      { header: 'Replications', width: 64, align: 'right' },
      { header: 'Warm-up, hours', width: 48, align: 'right' },
      { header: 'Days', width: 32, align: 'right' },
      { header: 'Load: staff', width: 40, align: 'right' },
      { header: 'Load: spaces', width: 42, align: 'right' },
    ],
    rows: study.evaluations.map(({ result, scenarioTitle, scenarioVersion, status }) => ({
      cells:
        result === null
          ? [scenarioTitle, { text: `no result (${status})`, soft: true }, String(scenarioVersion)]
          : [
              result.scenarioTitle,
              result.scenario,
              String(scenarioVersion),
              String(result.seed),
              formatNumber(result.replications),
              formatNumber(result.warmUpHours),
              formatNumber(result.days),
              load(result.offeredLoad.clinicians),
              load(result.offeredLoad.careSpaces),
            ],
    })),
    note: 'Load: work that arrives over what clinicians, or care spaces, can do, as a mean over the day. At 1 or more a queue grows while it lasts.',
  })
}
