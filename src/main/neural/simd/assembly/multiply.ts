import { activated, throughActivation } from './activation'
import { multiplyAdd, padded } from './lanes'

// Tiles are written out line by line: their sums are to stay in registers, and those cannot be counted through in a loop.

/**
 * What is done with the finished sums: forward the activation, backward the slope of the layer before, whose output
 * lies where `output` says, laid out as the result. Put in place as `activated` is.
 */
@inline
function finish(at: usize, sum: v128, activation: i32, output: usize): void {
  v128.store(at, output == 0 ? activated(sum, activation) : throughActivation(sum, v128.load(output), activation))
}

/** Four rows by eight columns: the sums stay in registers for the whole depth. */
function tile4x8(
  x: usize,
  xStride: usize,
  panel: usize,
  depth: i32,
  start: usize,
  startStride: usize,
  y: usize,
  yStride: usize,
  activation: i32,
  output: usize,
): void {
  let a0 = f32x4.splat(0)
  let a1 = a0
  let b0 = a0
  let b1 = a0
  let c0 = a0
  let c1 = a0
  let d0 = a0
  let d1 = a0
  if (start != 0) {
    a0 = v128.load(start)
    a1 = v128.load(start, 16)
    start += startStride
    b0 = v128.load(start)
    b1 = v128.load(start, 16)
    start += startStride
    c0 = v128.load(start)
    c1 = v128.load(start, 16)
    start += startStride
    d0 = v128.load(start)
    d1 = v128.load(start, 16)
  }
  let xa = x
  let xb = x + xStride
  let xc = xb + xStride
  let xd = xc + xStride
  const end = x + (<usize>depth << 2)
  // Not unrolled: the compiler would then put the sums of one row one after the other, and wait for each.
  while (xa < end) {
    const w0 = v128.load(panel)
    const w1 = v128.load(panel, 16)
    let value = v128.load32_splat(xa)
    a0 = multiplyAdd(value, w0, a0)
    a1 = multiplyAdd(value, w1, a1)
    value = v128.load32_splat(xb)
    b0 = multiplyAdd(value, w0, b0)
    b1 = multiplyAdd(value, w1, b1)
    value = v128.load32_splat(xc)
    c0 = multiplyAdd(value, w0, c0)
    c1 = multiplyAdd(value, w1, c1)
    value = v128.load32_splat(xd)
    d0 = multiplyAdd(value, w0, d0)
    d1 = multiplyAdd(value, w1, d1)
    panel += 32
    xa += 4
    xb += 4
    xc += 4
    xd += 4
  }
  const step: usize = output == 0 ? 0 : yStride
  const half: usize = output == 0 ? 0 : 16
  finish(y, a0, activation, output)
  finish(y + 16, a1, activation, output + half)
  y += yStride
  output += step
  finish(y, b0, activation, output)
  finish(y + 16, b1, activation, output + half)
  y += yStride
  output += step
  finish(y, c0, activation, output)
  finish(y + 16, c1, activation, output + half)
  y += yStride
  output += step
  finish(y, d0, activation, output)
  finish(y + 16, d1, activation, output + half)
}

/** Eight rows by four columns, for what is left of the columns. */
function tile8x4(
  x: usize,
  xStride: usize,
  panel: usize,
  depth: i32,
  start: usize,
  startStride: usize,
  y: usize,
  yStride: usize,
  activation: i32,
  output: usize,
): void {
  let a = f32x4.splat(0)
  let b = a
  let c = a
  let d = a
  let e = a
  let f = a
  let g = a
  let h = a
  if (start != 0) {
    a = v128.load(start)
    start += startStride
    b = v128.load(start)
    start += startStride
    c = v128.load(start)
    start += startStride
    d = v128.load(start)
    start += startStride
    e = v128.load(start)
    start += startStride
    f = v128.load(start)
    start += startStride
    g = v128.load(start)
    start += startStride
    h = v128.load(start)
  }
  const second = x + 4 * xStride
  const end = panel + (<usize>depth << 4)
  let low = x
  let high = second
  while (panel < end) {
    const w = v128.load(panel)
    let at = low
    a = multiplyAdd(v128.load32_splat(at), w, a)
    at += xStride
    b = multiplyAdd(v128.load32_splat(at), w, b)
    at += xStride
    c = multiplyAdd(v128.load32_splat(at), w, c)
    at += xStride
    d = multiplyAdd(v128.load32_splat(at), w, d)
    at = high
    e = multiplyAdd(v128.load32_splat(at), w, e)
    at += xStride
    f = multiplyAdd(v128.load32_splat(at), w, f)
    at += xStride
    g = multiplyAdd(v128.load32_splat(at), w, g)
    at += xStride
    h = multiplyAdd(v128.load32_splat(at), w, h)
    low += 4
    high += 4
    panel += 16
  }
  const step: usize = output == 0 ? 0 : yStride
  finish(y, a, activation, output)
  y += yStride
  output += step
  finish(y, b, activation, output)
  y += yStride
  output += step
  finish(y, c, activation, output)
  y += yStride
  output += step
  finish(y, d, activation, output)
  y += yStride
  output += step
  finish(y, e, activation, output)
  y += yStride
  output += step
  finish(y, f, activation, output)
  y += yStride
  output += step
  finish(y, g, activation, output)
  y += yStride
  output += step
  finish(y, h, activation, output)
}

/**
 * y = x times a matrix in panels, plus what lies at `start` (a row of one number a column, and `startStride` bytes on the next row's, where that is
 * another; or 0 for none), and then the activation, or, where `output` is not 0, the slope of it. `start` may be y. Rows are rounded up to eight
 * and columns to four: there must be room. Strides are in bytes.
 */
export function multiply(
  x: usize,
  xStride: usize,
  rows: i32,
  panels: usize,
  depth: i32,
  start: usize,
  startStride: usize,
  y: usize,
  yStride: usize,
  columns: i32,
  activation: i32,
  output: usize,
): void {
  const width = padded(columns)
  for (let column = 0; column < width; column += 8) {
    const at = <usize>column << 2
    const panel = panels + at * depth
    const isWide = column + 8 <= width
    for (let row = 0; row < rows; row += isWide ? 4 : 8) {
      const from = x + <usize>row * xStride
      const first: usize = start == 0 ? 0 : start + at + <usize>row * startStride
      const place = <usize>row * yStride + at
      const beside: usize = output == 0 ? 0 : output + place
      if (isWide) tile4x8(from, xStride, panel, depth, first, startStride, y + place, yStride, activation, beside)
      else tile8x4(from, xStride, panel, depth, first, startStride, y + place, yStride, activation, beside)
    }
  }
}

/**
 * The same for a matrix of one column, `weights`, padded to four with zeros as the rows of x are: y is a plain list of `rows` numbers,
 * rounded up to four.
 */
export function multiplyColumn(
  x: usize,
  xStride: usize,
  rows: i32,
  weights: usize,
  depth: i32,
  start: usize,
  y: usize,
  activation: i32,
): void {
  const first = v128.load32_splat(start)
  const length = <usize>padded(depth) << 2
  for (let row = 0; row < rows; row += 4) {
    let a = f32x4.splat(0)
    let b = a
    let c = a
    let d = a
    const xb = x + xStride
    const xc = xb + xStride
    const xd = xc + xStride
    for (let at: usize = 0; at < length; at += 16) {
      const w = v128.load(weights + at)
      a = multiplyAdd(v128.load(x + at), w, a)
      b = multiplyAdd(v128.load(xb + at), w, b)
      c = multiplyAdd(v128.load(xc + at), w, c)
      d = multiplyAdd(v128.load(xd + at), w, d)
    }
    // Across: lane 0 to 3 of a to the first number, of b to the second, and so on.
    const ab = f32x4.add(v128.shuffle<f32>(a, b, 0, 4, 1, 5), v128.shuffle<f32>(a, b, 2, 6, 3, 7))
    const cd = f32x4.add(v128.shuffle<f32>(c, d, 0, 4, 1, 5), v128.shuffle<f32>(c, d, 2, 6, 3, 7))
    const sum = f32x4.add(v128.shuffle<f32>(ab, cd, 0, 1, 4, 5), v128.shuffle<f32>(ab, cd, 2, 3, 6, 7))
    v128.store(y, activated(f32x4.add(sum, first), activation))
    x = xd + xStride
    y += 16
  }
}
