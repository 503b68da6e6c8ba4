import type { CheckPlan } from '../../check.ts'
import type { Totals } from '../../totals.ts'

export const erlang = 'Erlang (1917), delay and loss formulas'
export const kleinrock = 'Kleinrock, A conservation law for a wide class of queueing disciplines (1965)'
const little = "Little's law (1961)"

/** A class by its place in the order of urgency, the most urgent first. */
export const className = (index: number): string => `class-${index + 1}`

export const meanWaitOfAll = (totals: Totals): number => totals.ratio('wait care', 'started care')
export const meanWaitOf =
  (classIndex: number) =>
  (totals: Totals): number =>
    totals.ratio(`wait care ${className(classIndex)}`, `started care ${className(classIndex)}`)

/** What holds in every queue where all are served. */
export function bookkeeping(title: string, load: number, servers: number): CheckPlan[] {
  return [
    {
      name: `${title}: utilisation`,
      description: 'Share of time that a server is busy: arrivals x mean service / servers.',
      unit: 'share',
      expected: { value: load / servers },
      read: (totals) => totals.ratio('busy server', 'time') / servers,
      source: 'Utilisation law',
    },
    {
      name: `${title}: patients waiting against waits`,
      description:
        'Patients waiting over time, divided by the sum of their waits over the same time: 1 in the long run. Two ways of counting, tied by theory.',
      unit: '',
      expected: { value: 1 },
      read: (totals) => totals.ratio('waiting care', 'wait care'),
      source: little,
    },
    conservationOfPatients(title),
  ]
}

export function conservationOfPatients(title: string): CheckPlan {
  return {
    name: `${title}: nobody is lost from the books`,
    description: 'Patients who came less those who went, less those seen waiting or in care at the end: 0 over all replications.',
    unit: 'patients',
    expected: { exactly: 0 },
    read: (totals) => totals.of('unaccounted'),
    source: 'Flow conservation',
  }
}
