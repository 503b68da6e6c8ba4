import { describe, expect, it } from 'vitest'
import { groupColorIn, groupShapes, type Theme } from '../../src/renderer/group-colors.ts'

const surfaces: Record<Theme, string> = { light: '#FFFFFF', dark: '#1B1F24' }

const linear = (hex: string): [number, number, number] => {
  const channel = (from: number) => {
    const value = Number.parseInt(hex.slice(from, from + 2), 16) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  }
  return [channel(1), channel(3), channel(5)]
}

/** Relative luminance and contrast by WCAG 2.2. */
const luminance = ([red, green, blue]: [number, number, number]) => 0.2126 * red + 0.7152 * green + 0.0722 * blue
const contrast = (a: string, b: string) => {
  const [high = 0, low = 0] = [luminance(linear(a)), luminance(linear(b))].sort((x, y) => y - x)
  return (high + 0.05) / (low + 0.05)
}

/** Full-strength colour blindness by Machado, Oliveira and Fernandes 2009, in linear RGB. */
const blindness: Record<string, number[][]> = {
  none: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protan: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deutan: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritan: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
}

/** CIE 1976 Lab under D65. */
function lab(hex: string, matrix: number[][]): [number, number, number] {
  const source = linear(hex)
  const seen = matrix.map((row) =>
    Math.min(
      1,
      Math.max(
        0,
        row.reduce((sum, weight, index) => sum + weight * (source[index] ?? 0), 0),
      ),
    ),
  )
  const [red = 0, green = 0, blue = 0] = seen
  const f = (t: number) => (t > 216 / 24389 ? Math.cbrt(t) : (24389 / 27 / 116) * t + 16 / 116)
  const x = f((0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / 0.95047)
  const y = f(0.2126729 * red + 0.7151522 * green + 0.072175 * blue)
  const z = f((0.0193339 * red + 0.119192 * green + 0.9503041 * blue) / 1.08883)
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)]
}

const closest = (colors: string[], matrix: number[][]) =>
  Math.min(
    ...colors.flatMap((a, index) =>
      colors.slice(index + 1).map((b) => {
        const [one, other] = [lab(a, matrix), lab(b, matrix)]
        return Math.hypot(one[0] - other[0], one[1] - other[1], one[2] - other[2])
      }),
    ),
  )

describe.each(['light', 'dark'] as const)('group colours, %s', (theme) => {
  const colors = groupShapes.map((_, index) => groupColorIn(theme, index))

  it('stand out 3:1 from the surface charts are drawn on', () => {
    for (const color of colors) expect(contrast(color, surfaces[theme]), color).toBeGreaterThanOrEqual(3)
  })

  it.each(Object.entries(blindness))('stay apart with colour blindness: %s', (_, matrix) => {
    expect(closest(colors, matrix)).toBeGreaterThan(16.9)
  })
})
