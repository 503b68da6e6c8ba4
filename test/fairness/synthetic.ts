import {
  cellColumn,
  createOutcomeTable,
  type Measure,
  type OutcomeTable,
  waitP90Column,
} from '../../src/main/evaluation/outcome-table.ts'

/** A small generator for tests (mulberry32): uniform numbers from 0 to 1. */
export function uniforms(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

/** Standard normal numbers (Box and Muller). */
export function normals(seed: number): () => number {
  const uniform = uniforms(seed)
  return () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform())
}

export interface SyntheticCell {
  patients: number
  meanWaitMinutes: number
  /** Of all patients; the rest is on target. */
  failed?: number
  leftUnseen?: number
  /** Per patient; default: the wait. */
  meanCost?: number
}

/** A table of outcomes whose every cell is given. */
export function syntheticTable(
  replications: number,
  groups: number,
  cell: (replication: number, group: number, acuity: number) => SyntheticCell,
): OutcomeTable {
  const table = createOutcomeTable(groups, replications)
  for (let replication = 0; replication < replications; replication++) {
    const set = (measure: Measure, group: number, acuity: number, value: number) => {
      table.rows[replication * table.columns + cellColumn(groups, measure, group, acuity)] = value
    }
    let wait = 0
    let patients = 0
    for (let group = 0; group < groups; group++)
      for (let acuity = 0; acuity < 5; acuity++) {
        const values = cell(replication, group, acuity)
        set('patients', group, acuity, values.patients)
        set('waitMinutes', group, acuity, values.patients * values.meanWaitMinutes)
        set('judged', group, acuity, values.patients)
        set('onTarget', group, acuity, values.patients - (values.failed ?? 0))
        set('leftUnseen', group, acuity, values.leftUnseen ?? 0)
        set('accessJudged', group, acuity, values.patients)
        set('accessFailed', group, acuity, values.failed ?? 0)
        set('cost', group, acuity, values.patients * (values.meanCost ?? values.meanWaitMinutes))
        wait += values.patients * values.meanWaitMinutes
        patients += values.patients
      }
    table.rows[replication * table.columns + waitP90Column(groups)] = patients > 0 ? (2 * wait) / patients : 0
    table.rows[replication * table.columns + waitP90Column(groups) + 1] = patients > 0 ? 1 : 0
  }
  return table
}
