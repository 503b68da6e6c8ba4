import { multiplyAdd, padded } from './lanes'

// Tiles are written out line by line, as in multiply.ts.

function addTo(at: usize, value: v128): void {
  v128.store(at, f32x4.add(v128.load(at), value))
}

/** Four inputs by eight units of the sums stay in registers for all rows. */
function tile4x8(x: usize, xStride: usize, dy: usize, dyStride: usize, rows: i32, sums: usize, sumStride: usize): void {
  let a0 = f32x4.splat(0)
  let a1 = a0
  let b0 = a0
  let b1 = a0
  let c0 = a0
  let c1 = a0
  let d0 = a0
  let d1 = a0
  const end = x + <usize>rows * xStride
  while (x < end) {
    const y0 = v128.load(dy)
    const y1 = v128.load(dy, 16)
    let value = v128.load32_splat(x)
    a0 = multiplyAdd(value, y0, a0)
    a1 = multiplyAdd(value, y1, a1)
    value = v128.load32_splat(x, 4)
    b0 = multiplyAdd(value, y0, b0)
    b1 = multiplyAdd(value, y1, b1)
    value = v128.load32_splat(x, 8)
    c0 = multiplyAdd(value, y0, c0)
    c1 = multiplyAdd(value, y1, c1)
    value = v128.load32_splat(x, 12)
    d0 = multiplyAdd(value, y0, d0)
    d1 = multiplyAdd(value, y1, d1)
    x += xStride
    dy += dyStride
  }
  addTo(sums, a0)
  addTo(sums + 16, a1)
  sums += sumStride
  addTo(sums, b0)
  addTo(sums + 16, b1)
  sums += sumStride
  addTo(sums, c0)
  addTo(sums + 16, c1)
  sums += sumStride
  addTo(sums, d0)
  addTo(sums + 16, d1)
}

/** Four inputs by four units, for what is left of the units; two rows at a time, so that eight sums run side by side. */
function tile4x4(x: usize, xStride: usize, dy: usize, dyStride: usize, rows: i32, sums: usize, sumStride: usize): void {
  let a = f32x4.splat(0)
  let b = a
  let c = a
  let d = a
  let e = a
  let f = a
  let g = a
  let h = a
  const pairs = x + <usize>(rows & ~1) * xStride
  while (x < pairs) {
    let y = v128.load(dy)
    a = multiplyAdd(v128.load32_splat(x), y, a)
    b = multiplyAdd(v128.load32_splat(x, 4), y, b)
    c = multiplyAdd(v128.load32_splat(x, 8), y, c)
    d = multiplyAdd(v128.load32_splat(x, 12), y, d)
    x += xStride
    dy += dyStride
    y = v128.load(dy)
    e = multiplyAdd(v128.load32_splat(x), y, e)
    f = multiplyAdd(v128.load32_splat(x, 4), y, f)
    g = multiplyAdd(v128.load32_splat(x, 8), y, g)
    h = multiplyAdd(v128.load32_splat(x, 12), y, h)
    x += xStride
    dy += dyStride
  }
  if ((rows & 1) != 0) {
    const y = v128.load(dy)
    a = multiplyAdd(v128.load32_splat(x), y, a)
    b = multiplyAdd(v128.load32_splat(x, 4), y, b)
    c = multiplyAdd(v128.load32_splat(x, 8), y, c)
    d = multiplyAdd(v128.load32_splat(x, 12), y, d)
  }
  addTo(sums, f32x4.add(a, e))
  sums += sumStride
  addTo(sums, f32x4.add(b, f))
  sums += sumStride
  addTo(sums, f32x4.add(c, g))
  sums += sumStride
  addTo(sums, f32x4.add(d, h))
}

/**
 * `sums` (inputs x units, both padded to four) += x transposed times dy, over `rows` rows. Strides are in bytes. What follows a row's
 * inputs may be anything, the next row too: the sums of what is no input then say nothing.
 */
export function addProducts(
  x: usize,
  xStride: usize,
  inputs: i32,
  dy: usize,
  dyStride: usize,
  units: i32,
  rows: i32,
  sums: usize,
): void {
  const width = padded(units)
  const sumStride = <usize>width << 2
  for (let input = 0; input < inputs; input += 4) {
    const from = x + (<usize>input << 2)
    const to = sums + <usize>input * sumStride
    for (let unit = 0; unit < width; unit += 8) {
      const at = <usize>unit << 2
      if (unit + 8 <= width) tile4x8(from, xStride, dy + at, dyStride, rows, to + at, sumStride)
      else tile4x4(from, xStride, dy + at, dyStride, rows, to + at, sumStride)
    }
  }
}

/** The same for one unit: dy is a plain list, and so are the sums, padded to four. */
export function addColumnProducts(x: usize, xStride: usize, inputs: i32, dy: usize, rows: i32, sums: usize): void {
  const width = padded(inputs)
  let input = 0
  for (; input + 16 <= width; input += 16) {
    let a = f32x4.splat(0)
    let b = a
    let c = a
    let d = a
    let from = x + (<usize>input << 2)
    for (let row = 0; row < rows; row++) {
      const y = v128.load32_splat(dy + (<usize>row << 2))
      a = multiplyAdd(v128.load(from), y, a)
      b = multiplyAdd(v128.load(from, 16), y, b)
      c = multiplyAdd(v128.load(from, 32), y, c)
      d = multiplyAdd(v128.load(from, 48), y, d)
      from += xStride
    }
    const to = sums + (<usize>input << 2)
    addTo(to, a)
    addTo(to + 16, b)
    addTo(to + 32, c)
    addTo(to + 48, d)
  }
  for (; input < width; input += 4) {
    let a = f32x4.splat(0)
    let from = x + (<usize>input << 2)
    for (let row = 0; row < rows; row++) {
      a = multiplyAdd(v128.load(from), v128.load32_splat(dy + (<usize>row << 2)), a)
      from += xStride
    }
    addTo(sums + (<usize>input << 2), a)
  }
}

/** `sums` (one number a unit, padded to four) += the sum of dy over `rows` rows. */
export function addRows(dy: usize, dyStride: usize, units: i32, rows: i32, sums: usize): void {
  for (let unit = 0; unit < units; unit += 4) {
    const at = <usize>unit << 2
    let a = f32x4.splat(0)
    let b = a
    let from = dy + at
    let row = 0
    for (; row + 2 <= rows; row += 2) {
      a = f32x4.add(a, v128.load(from))
      b = f32x4.add(b, v128.load(from + dyStride))
      from += 2 * dyStride
    }
    if (row < rows) a = f32x4.add(a, v128.load(from))
    addTo(sums + at, f32x4.add(a, b))
  }
}

/** The same for one unit, whose dy is a plain list. */
export function addList(dy: usize, rows: i32, sum: usize): void {
  let total: f32 = 0
  for (let row = 0; row < rows; row++) total += f32.load(dy + (<usize>row << 2))
  f32.store(sum, f32.load(sum) + total)
}
