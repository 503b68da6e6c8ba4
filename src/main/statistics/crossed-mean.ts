/** A mean over two crossed samples, both of which stand for more of their kind. */
export interface CrossedMean {
  readonly value: number
  readonly standardError: number
  /** Infinite where the rows do not differ at all beyond what the columns do by chance. */
  readonly degreesOfFreedom: number
}

/**
 * The mean of a table whose rows (trainings) and columns (replications of patients) are both samples: every row met the same columns, so
 * neither alone says how far the mean of other rows on other columns would lie. Two-way random effects without repetition, with the degrees
 * of freedom of Hillis ("A comparison of denominator degrees of freedom methods for multiple observer ROC analysis", 2007): the analysis of
 * jackknife pseudo-values by readers and cases (Dorfman, Berbaum and Metz 1992), with trainings as readers and replications as cases.
 * Throws unless there are two rows and two columns at least.
 */
export function crossedMean(rows: readonly ArrayLike<number>[]): CrossedMean {
  const [rowCount, columnCount] = [rows.length, rows[0]?.length ?? 0]
  if (rowCount < 2 || columnCount < 2 || rows.some((row) => row.length !== columnCount))
    throw new RangeError(`A crossed mean needs two equal rows of two values at least; this has ${rowCount} by ${columnCount}.`)
  const rowMeans = rows.map((row) => meanOf(columnCount, (column) => row[column]!))
  const columnMeans = Float64Array.from({ length: columnCount }, (_, column) => meanOf(rowCount, (row) => rows[row]![column]!))
  const value = meanOf(rowCount, (row) => rowMeans[row]!)
  const betweenRows = (columnCount * squares(rowCount, (row) => rowMeans[row]! - value)) / (rowCount - 1)
  const betweenColumns = (rowCount * squares(columnCount, (column) => columnMeans[column]! - value)) / (columnCount - 1)
  let rest = 0
  for (const [index, row] of rows.entries())
    rest += squares(columnCount, (column) => row[column]! - rowMeans[index]! - columnMeans[column]! + value)
  const residual = rest / ((rowCount - 1) * (columnCount - 1))
  const total = betweenRows + Math.max(0, betweenColumns - residual)
  return {
    value,
    standardError: Math.sqrt(total / (rowCount * columnCount)),
    degreesOfFreedom:
      betweenRows === 0 ? Number.POSITIVE_INFINITY : (total * total * (rowCount - 1)) / (betweenRows * betweenRows),
  }
}

function meanOf(count: number, value: (index: number) => number): number {
  let sum = 0
  for (let index = 0; index < count; index++) sum += value(index)
  return sum / count
}

function squares(count: number, deviation: (index: number) => number): number {
  let sum = 0
  for (let index = 0; index < count; index++) sum += deviation(index) ** 2
  return sum
}
