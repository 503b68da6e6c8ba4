import { firstLanes, padded } from './lanes'

/** Rows of `columns` numbers, one after the other, to rows of `stride` bytes, padded to four with zeros. */
export function spread(from: usize, columns: i32, rows: i32, to: usize, stride: usize): void {
  const last = (columns - 1) & ~3
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < last; column += 4)
      v128.store(to + (<usize>column << 2), v128.load(from + (<usize>column << 2)))
    v128.store(to + (<usize>last << 2), firstLanes(v128.load(from + (<usize>last << 2)), columns - last))
    from += <usize>columns << 2
    to += stride
  }
}

/** Back: padded rows to rows one after the other. What is written past a row, the next row writes over; three numbers of room at the end. */
export function gather(from: usize, stride: usize, columns: i32, rows: i32, to: usize): void {
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column += 4)
      v128.store(to + (<usize>column << 2), v128.load(from + (<usize>column << 2)))
    from += stride
    to += <usize>columns << 2
  }
}

/** To each row that of its block, which `blockOf` names by 4 bytes each; rows are padded to four. */
export function repeat(from: usize, fromStride: usize, blockOf: usize, columns: i32, rows: i32, to: usize, stride: usize): void {
  for (let row = 0; row < rows; row++) {
    const block = from + <usize>load<u32>(blockOf + (<usize>row << 2)) * fromStride
    for (let column = 0; column < columns; column += 4)
      v128.store(to + (<usize>column << 2), v128.load(block + (<usize>column << 2)))
    to += stride
  }
}

/** And back: adds each row to that of its block. */
export function addToBlocks(from: usize, stride: usize, blockOf: usize, columns: i32, rows: i32, to: usize, toStride: usize): void {
  for (let row = 0; row < rows; row++) {
    const block = to + <usize>load<u32>(blockOf + (<usize>row << 2)) * toStride
    for (let column = 0; column < columns; column += 4) {
      const at = block + (<usize>column << 2)
      v128.store(at, f32x4.add(v128.load(at), v128.load(from + (<usize>column << 2))))
    }
    from += stride
  }
}

/**
 * A matrix (rows x columns) in panels for `multiply`: eight columns side by side, one panel after the other, the last of four where
 * that is enough; missing columns are 0.
 */
export function pack(matrix: usize, rows: i32, columns: i32, panels: usize): void {
  const width = padded(columns)
  const stride = <usize>columns << 2
  for (let column = 0; column < width; column += 8) {
    let from = matrix + (<usize>column << 2)
    const low = min(columns - column, 4)
    const high = min(columns - column - 4, 4)
    for (let row = 0; row < rows; row++) {
      v128.store(panels, firstLanes(v128.load(from), low))
      panels += 16
      if (column + 4 < width) {
        v128.store(panels, firstLanes(v128.load(from, 16), high))
        panels += 16
      }
      from += stride
    }
  }
}

/** The same for the transposed matrix: `rows` and `columns` are those of the matrix as it lies. */
export function packTransposed(matrix: usize, rows: i32, columns: i32, panels: usize): void {
  const width = padded(rows)
  const stride = <usize>columns << 2
  for (let first = 0; first < width; first += 8) {
    const count = min(width - first, 8)
    for (let column = 0; column < columns; column++) {
      let from = matrix + <usize>first * stride + (<usize>column << 2)
      for (let lane = 0; lane < count; lane++) {
        f32.store(panels, first + lane < rows ? f32.load(from) : 0)
        panels += 4
        from += stride
      }
    }
  }
}
