/**
 * The colours and shapes of patient groups, by the position of the group in its scenario. Chosen to stay apart under the common forms of
 * colour blindness and to reach 3:1 against the surface charts are drawn on; the shape says the same again.
 */
export type Theme = 'light' | 'dark'

const groupPalettes: Record<Theme, readonly string[]> = {
  light: ['#0072B2', '#D55E00', '#009E73', '#CC79A7', '#000000', '#584A05'],
  dark: ['#3CA0D8', '#E19C0B', '#42CF9D', '#DA91BB', '#F0E442', '#FFFFFF'],
}

export const groupShapes = ['circle', 'square', 'triangle', 'diamond', 'cross', 'star'] as const
type GroupShape = (typeof groupShapes)[number]

/** Dashes for lines, so that curves can be told apart without colour. */
const groupDashes = ['0', '6 3', '2 3', '8 3 2 3', '12 4', '4 2 1 2 1 2'] as const

/** A colour for canvas and tests; in markup use `groupColor`, which follows the theme by itself. */
export function groupColorIn(theme: Theme, index: number): string {
  const palette = groupPalettes[theme]
  return palette[index % palette.length] ?? '#7b8894'
}

export const groupColor = (index: number): string => `var(--group-${(index % groupShapes.length) + 1})`
export const groupShape = (index: number): GroupShape => groupShapes[index % groupShapes.length] ?? 'circle'
export const groupDash = (index: number): string => groupDashes[index % groupDashes.length] ?? '0'

/** Makes the palette of a theme available to style sheets as `--group-1` to `--group-6`. */
export function applyGroupColors(theme: Theme, root: HTMLElement): void {
  groupPalettes[theme].forEach((color, index) => {
    root.style.setProperty(`--group-${index + 1}`, color)
  })
}

/** Outline of a shape that fills a square of two units around (0, 0); for SVG `d` and `Path2D`. */
export const shapePaths: Record<GroupShape, string> = {
  circle: 'M-0.9 0a0.9 0.9 0 1 0 1.8 0a0.9 0.9 0 1 0 -1.8 0Z',
  square: 'M-0.8 -0.8H0.8V0.8H-0.8Z',
  triangle: 'M0 -1L0.95 0.75H-0.95Z',
  diamond: 'M0 -1.05L1.05 0L0 1.05L-1.05 0Z',
  cross: 'M-0.3 -0.95H0.3V-0.3H0.95V0.3H0.3V0.95H-0.3V0.3H-0.95V-0.3H-0.3Z',
  star: 'M0 -1.05L0.28 -0.35L1 -0.32L0.44 0.13L0.64 0.85L0 0.44L-0.64 0.85L-0.44 0.13L-1 -0.32L-0.28 -0.35Z',
}

/** Shape and colour of a group in markup. */
export const groupLook = (index: number) => ({ path: shapePaths[groupShape(index)], color: groupColor(index) })
