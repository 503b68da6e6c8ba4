const ink = 'var(--chart-ink)'
const labelSize = 11

/** Line and numbers of an axis. */
export const axisLook = { stroke: ink, tick: { fontSize: labelSize, fill: ink } } as const

/** Words along an axis. */
export const axisLabelLook = { fontSize: labelSize, fill: ink } as const

/** A dashed line that the one that matters is held against. */
export const referenceLook = {
  stroke: ink,
  strokeDasharray: '5 3',
  strokeWidth: 1.25,
  dot: false,
  isAnimationActive: false,
} as const

/** Words along the upright axis; `offset` from the drawing's edge, in pixels. */
export const uprightLabel = (words: string, offset: number) =>
  ({ value: words, angle: -90, position: 'insideLeft', offset, ...axisLabelLook, style: { textAnchor: 'middle' } }) as const
