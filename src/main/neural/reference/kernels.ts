/**
 * The two matrix products that dense layers need, on blocks of 4 x 4 numbers that stay in registers.
 *
 * All sizes are padded to multiples of 4 with zeros, so there are no edges to treat. Sums are kept in double precision:
 * a JavaScript engine computes in doubles, and rounding each step to single precision costs three times as much.
 */

/** The next multiple of 4. */
export const padded = (size: number): number => (size + 3) & ~3

/**
 * Lays a matrix out for `multiplyPanels`: four columns side by side, one panel after the other.
 *
 * `valueAt(row, column)` is the matrix, `depth` its rows, `columns` its columns; missing columns become 0.
 */
export function packPanels(
  panels: Float64Array,
  depth: number,
  columns: number,
  valueAt: (row: number, column: number) => number,
): void {
  let at = 0
  for (let first = 0; first < columns; first += 4)
    for (let row = 0; row < depth; row++)
      for (let column = first; column < first + 4; column++) panels[at++] = column < columns ? valueAt(row, column) : 0
}

/**
 * Four rows of output = four rows of input times the packed matrix, plus a start value per column.
 *
 * @param input rows of `inputStride` numbers, of which the first `depth` count
 * @param row first of the four rows
 * @param panels the matrix, from `packPanels`
 * @param start one number for each column, padded
 * @param output rows of `columns` numbers (a multiple of 4)
 */
export function multiplyPanels(
  input: Float64Array,
  inputStride: number,
  row: number,
  panels: Float64Array,
  depth: number,
  start: Float64Array,
  output: Float64Array,
  columns: number,
): void {
  const row0 = row * inputStride
  const row1 = row0 + inputStride
  const row2 = row1 + inputStride
  const row3 = row2 + inputStride
  let panel = 0
  for (let column = 0; column < columns; column += 4) {
    let a0 = start[column] as number
    let a1 = start[column + 1] as number
    let a2 = start[column + 2] as number
    let a3 = start[column + 3] as number
    let b0 = a0
    let b1 = a1
    let b2 = a2
    let b3 = a3
    let c0 = a0
    let c1 = a1
    let c2 = a2
    let c3 = a3
    let d0 = a0
    let d1 = a1
    let d2 = a2
    let d3 = a3
    for (let k = 0; k < depth; k++) {
      const w0 = panels[panel] as number
      const w1 = panels[panel + 1] as number
      const w2 = panels[panel + 2] as number
      const w3 = panels[panel + 3] as number
      const a = input[row0 + k] as number
      a0 += a * w0
      a1 += a * w1
      a2 += a * w2
      a3 += a * w3
      const b = input[row1 + k] as number
      b0 += b * w0
      b1 += b * w1
      b2 += b * w2
      b3 += b * w3
      const c = input[row2 + k] as number
      c0 += c * w0
      c1 += c * w1
      c2 += c * w2
      c3 += c * w3
      const d = input[row3 + k] as number
      d0 += d * w0
      d1 += d * w1
      d2 += d * w2
      d3 += d * w3
      panel = (panel + 4) | 0
    }
    let at = row * columns + column
    output[at] = a0
    output[at + 1] = a1
    output[at + 2] = a2
    output[at + 3] = a3
    at += columns
    output[at] = b0
    output[at + 1] = b1
    output[at + 2] = b2
    output[at + 3] = b3
    at += columns
    output[at] = c0
    output[at + 1] = c1
    output[at + 2] = c2
    output[at + 3] = c3
    at += columns
    output[at] = d0
    output[at + 1] = d1
    output[at + 2] = d2
    output[at + 3] = d3
  }
}

/** `sums` (left columns x right columns) += left transposed times right, both of `rows` rows; columns are multiples of 4. */
export function addTransposedProduct(
  left: Float64Array,
  leftColumns: number,
  right: Float64Array,
  rightColumns: number,
  rows: number,
  sums: Float64Array,
): void {
  for (let i = 0; i < leftColumns; i += 4) {
    for (let j = 0; j < rightColumns; j += 4) {
      let a0 = 0
      let a1 = 0
      let a2 = 0
      let a3 = 0
      let b0 = 0
      let b1 = 0
      let b2 = 0
      let b3 = 0
      let c0 = 0
      let c1 = 0
      let c2 = 0
      let c3 = 0
      let d0 = 0
      let d1 = 0
      let d2 = 0
      let d3 = 0
      let x = i
      let y = j
      for (let row = 0; row < rows; row++) {
        const y0 = right[y] as number
        const y1 = right[y + 1] as number
        const y2 = right[y + 2] as number
        const y3 = right[y + 3] as number
        const a = left[x] as number
        a0 += a * y0
        a1 += a * y1
        a2 += a * y2
        a3 += a * y3
        const b = left[x + 1] as number
        b0 += b * y0
        b1 += b * y1
        b2 += b * y2
        b3 += b * y3
        const c = left[x + 2] as number
        c0 += c * y0
        c1 += c * y1
        c2 += c * y2
        c3 += c * y3
        const d = left[x + 3] as number
        d0 += d * y0
        d1 += d * y1
        d2 += d * y2
        d3 += d * y3
        x = (x + leftColumns) | 0
        y = (y + rightColumns) | 0
      }
      let at = i * rightColumns + j
      sums[at] = (sums[at] as number) + a0
      sums[at + 1] = (sums[at + 1] as number) + a1
      sums[at + 2] = (sums[at + 2] as number) + a2
      sums[at + 3] = (sums[at + 3] as number) + a3
      at += rightColumns
      sums[at] = (sums[at] as number) + b0
      sums[at + 1] = (sums[at + 1] as number) + b1
      sums[at + 2] = (sums[at + 2] as number) + b2
      sums[at + 3] = (sums[at + 3] as number) + b3
      at += rightColumns
      sums[at] = (sums[at] as number) + c0
      sums[at + 1] = (sums[at + 1] as number) + c1
      sums[at + 2] = (sums[at + 2] as number) + c2
      sums[at + 3] = (sums[at + 3] as number) + c3
      at += rightColumns
      sums[at] = (sums[at] as number) + d0
      sums[at + 1] = (sums[at + 1] as number) + d1
      sums[at + 2] = (sums[at + 2] as number) + d2
      sums[at + 3] = (sums[at + 3] as number) + d3
    }
  }
}
