/** Scenarios of the published treatment centre, and which resources have one unit more. */
export const centreScenarios = [
  { name: 'base', more: [] },
  { name: 'triage + 1', more: ['triage-bay'] },
  { name: 'exam + 1', more: ['exam-room'] },
  { name: 'treatment + 1', more: ['cubicle'] },
  { name: 'triage and exam + 1', more: ['triage-bay', 'exam-room'] },
] as const

/** A published line: values by scenario as printed. */
export interface CentreRow {
  measure: CentreMeasure
  printed: readonly string[]
  /** Printed 95 % half-widths; where there are none, or where they are printed as zero, the spread of our own replications stands in. */
  halfWidths?: readonly string[]
}

export type CentreMeasure =
  | `wait ${'triage' | 'register' | 'examine' | 'treat' | 'stabilise' | 'treat-trauma'}`
  | `utilisation ${'triage' | 'register' | 'examine' | 'treat' | 'stabilise' | 'treat-trauma'}`
  | `total ${'trauma' | 'non-trauma'}`
  | 'throughput'
  | 'arrivals'

const list = (text: string): string[] => text.split(' ')

const halfWidths = {
  triage: list('0.25 0.01 0.25 0.25 0.01'),
  register: list('0.34 0.42 0.33 0.33 0.42'),
  examine: list('0.12 0.12 0.00 0.12 0.00'),
  treat: list('0.36 0.36 0.36 0.01 0.36'),
  stabilise: list('1.04 1.12 1.04 1.03 1.12'),
  'treat-trauma': list('0.18 0.19 0.18 0.19 0.19'),
}

/** 20,000 replications with arrivals drawn correctly and none after 24:00. Half-widths are those of the variant of the code. */
export const correctRows: readonly CentreRow[] = [
  { measure: 'wait triage', printed: list('31.50 1.33 31.52 31.42 1.31'), halfWidths: halfWidths.triage },
  { measure: 'wait register', printed: list('103.65 130.20 103.65 103.69 130.27'), halfWidths: halfWidths.register },
  { measure: 'wait examine', printed: list('25.15 25.91 0.15 25.27 0.15'), halfWidths: halfWidths.examine },
  { measure: 'wait treat', printed: list('134.72 136.82 149.94 2.12 152.37'), halfWidths: halfWidths.treat },
  { measure: 'wait stabilise', printed: list('152.09 172.82 152.01 151.48 172.04'), halfWidths: halfWidths.stabilise },
  { measure: 'wait treat-trauma', printed: list('18.05 18.43 17.88 18.04 18.66'), halfWidths: halfWidths['treat-trauma'] },
  { measure: 'total non-trauma', printed: list('228.40 226.14 217.14 186.11 214.32') },
  { measure: 'total trauma', printed: list('292.21 284.39 291.78 291.18 283.88') },
  { measure: 'throughput', printed: list('165.96 166.58 169.53 198.69 170.26') },
  { measure: 'arrivals', printed: ['227.08'] },
]

/** 20,000 replications of the published code as it is. */
export const codeRows: readonly CentreRow[] = [
  { measure: 'wait triage', printed: list('30.92 1.30 30.75 30.96 1.30'), halfWidths: halfWidths.triage },
  { measure: 'wait register', printed: list('103.43 129.30 103.38 103.41 129.36'), halfWidths: halfWidths.register },
  { measure: 'wait examine', printed: list('25.24 25.89 0.15 25.29 0.15'), halfWidths: halfWidths.examine },
  { measure: 'wait treat', printed: list('133.26 135.65 148.64 2.12 151.64'), halfWidths: halfWidths.treat },
  { measure: 'wait stabilise', printed: list('150.36 169.58 150.80 149.90 170.86'), halfWidths: halfWidths.stabilise },
  { measure: 'wait treat-trauma', printed: list('17.92 18.66 17.99 17.92 18.59'), halfWidths: halfWidths['treat-trauma'] },
  { measure: 'total non-trauma', printed: list('228.23 225.69 216.57 186.23 213.93') },
  { measure: 'total trauma', printed: list('290.54 281.72 290.95 290.13 282.93') },
  { measure: 'throughput', printed: list('163.62 164.33 167.29 195.94 167.84') },
  { measure: 'arrivals', printed: ['226.76'] },
  { measure: 'utilisation triage', printed: list('0.60 0.30 0.60 0.60 0.30') },
  { measure: 'utilisation register', printed: list('0.84 0.84 0.84 0.84 0.84') },
  { measure: 'utilisation examine', printed: list('0.85 0.85 0.67 0.85 0.67') },
  { measure: 'utilisation treat', printed: list('0.87 0.87 0.87 0.63 0.87') },
  { measure: 'utilisation stabilise', printed: list('0.84 0.85 0.84 0.84 0.85') },
  { measure: 'utilisation treat-trauma', printed: list('0.50 0.51 0.50 0.50 0.51') },
]

/** What differs in the first version of the code, which treats trauma for an exponential time with mean 90; all else is as in `codeRows`. */
const firstVersionRows: readonly CentreRow[] = [
  { measure: 'wait treat-trauma', printed: list('172.48 177.86 172.65 173.64 178.11') },
  { measure: 'total trauma', printed: list('395.74 394.70 396.19 397.13 394.37') },
  { measure: 'throughput', printed: list('154.68 155.19 158.33 187.04 158.79') },
  { measure: 'utilisation treat-trauma', printed: ['0.83'] },
]

export const paperRows: readonly CentreRow[] = [
  ...codeRows.filter((row) => !firstVersionRows.some((other) => other.measure === row.measure)),
  ...firstVersionRows,
]

/** Table 3 of the paper: 20 replications. */
export const publishedRows: readonly CentreRow[] = [
  { measure: 'wait triage', printed: list('28.86 1.09 36.46 39.36 1.14') },
  { measure: 'wait register', printed: list('113.56 138.79 106.27 108.46 140.14') },
  { measure: 'wait examine', printed: list('24.57 24.15 0.13 23.03 0.15') },
  { measure: 'wait treat', printed: list('137.72 139.98 151.82 2.26 152.09') },
  { measure: 'wait stabilise', printed: list('144.46 154.00 132.94 146.09 165.43') },
  { measure: 'wait treat-trauma', printed: list('168.27 209.12 195.16 150.37 193.69') },
  { measure: 'total non-trauma', printed: list('236.01 233.77 225.60 196.38 223.33') },
  { measure: 'total trauma', printed: list('390.68 402.95 422.40 403.82 400.37') },
  { measure: 'throughput', printed: list('152.10 152.00 157.30 184.65 155.85') },
  { measure: 'arrivals', printed: ['225.75'] },
]
export const publishedReplications = 20
export const referenceReplications = 20_000
