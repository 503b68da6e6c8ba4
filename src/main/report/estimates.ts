import type { Estimate } from '../../shared/evaluation.ts'
import { digitsFor, formatInterval, formatNumber, type Unit } from '../../shared/format.ts'
import type { TableCell } from './table.ts'

const shown = (value: number, unit: Unit): number => (unit === 'minutes' ? value : value * 100)

/** Writes the estimates of one column as cells, mean above its interval, all with the same number of digits. */
export function estimateCells(
  estimates: readonly (Estimate | null)[],
  unit: Unit,
  { signed = false, missing = 'too few' }: { signed?: boolean; missing?: string } = {},
): TableCell[] {
  const digits = digitsFor(estimates, unit)
  return estimates.map((estimate) => {
    if (estimate === null) return { text: missing, soft: true }
    const interval = formatInterval(estimate, unit, { digits, signed })
    return {
      text: formatNumber(shown(estimate.mean, unit), { digits, signed }),
      ...(interval === '' ? {} : { note: `(${interval})`, beside: true }),
    }
  })
}

/** Turns columns of cells into rows. */
export const rowsOf = (columns: readonly (readonly TableCell[])[]): TableCell[][] =>
  (columns[0] ?? []).map((_, row) => columns.map((column) => column[row] ?? ''))
