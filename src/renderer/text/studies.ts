import { midSentence } from '../../shared/mid-sentence.ts'

/** Words of studies over several seeds. */
export const studiesText = {
  title: 'Several trainings of the same kind',
  note: 'Each training starts from another seed. One may be lucky; together they say what the setting is worth.',
  paretoTitle: 'Wait against fairness',
  paretoDescription:
    'Lower and further left is better. Small marks are single trainings, large ones their mean with a 95 % interval over trainings. All met the same patients.',
  paretoX: 'Need-weighted wait, weighted min per patient',
  paretoY: 'Gap between groups at equal need, weighted min',
  settingsCaption: 'Rules, and each setting as the mean of its trainings',
  setting: 'Setting',
  seed: (seed: number) => `seed ${seed}`,
  meanOf: (trainings: number) => `mean of ${trainings} trainings`,
  cost: 'Need-weighted wait, weighted min',
  gap: 'Its gap at equal need, weighted min',
  against: 'Held against',
  settingAgainst: (setting: string, against: string) => `${setting} less ${midSentence(against)}`,
  training: 'Training',
  columns: {
    needWeightedWait: 'Need-weighted wait, weighted min',
    needWeightedGap: 'Gap of need-weighted waits, weighted min',
    waitMinutes: 'Mean wait, min',
    equalNeedGapMinutes: 'Equal-need gap, min',
  },
  tableTitle: 'Training by training',
  tableNote: {
    baseline: 'Differences to today’s rule on the same patients; below zero is better.',
    'tuned-index': 'Differences to the tuned index on the same patients; below zero is better.',
    unweighted:
      'Differences to the agent of the same seed without a fairness weight, on the same patients; below zero is better.',
  },
  meaning: [
    'Mean over trainings: what other trainings would give on these same patients (Student’s t over seeds).',
    'Mean over trainings and patients: what other trainings would give on other patients. Judge the setting by this one.',
    'Interquartile mean (from 8 trainings on): the mean of the middle half, which one failed or lucky training does not move.',
  ],
  trainings: 'Trainings',
  seedColumn: 'Seed',
  weight: 'Fairness weight',
  state: 'State',
  progress: 'Learned from',
  deleted: 'deleted',
  pause: 'Pause',
  resume: 'Resume',
  waiting: 'The comparison begins when all trainings have finished.',
  new: 'Study over seeds',
  newNote:
    'Trains the same agent several times, from different seeds, for each fairness weight. Then all of them, today’s rule and the tuned index meet the same patients, whom none was trained on.',
  hospital: 'Hospital',
  seeds: 'Seeds',
  seedsHelp: 'Trainings of each fairness weight. From 8 on, an interquartile mean is given too.',
  weights: 'Fairness weights',
  weightsHelp: 'From 0, everyone alike, to 1, the worst-off group first.',
  start: (trainings: number) => `Start ${trainings} trainings`,
  noWeight: 'Choose at least one fairness weight',
} as const
