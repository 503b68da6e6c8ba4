interface ChartMarkLook {
  /** Outline around (0, 0), as in `shapePaths`. */
  path: string
  /** Half of its width, in pixels. */
  size: number
  color: string
  /** Not filled. */
  isOutline?: boolean
  isFaint?: boolean
}

interface Place {
  cx?: number | undefined
  cy?: number | undefined
}

/** What a chart of points draws for each of them. */
export const chartMark =
  ({ path, size, color, isOutline = false, isFaint = false }: ChartMarkLook) =>
  ({ cx, cy }: Place) => (
    <path
      d={path}
      fill={isOutline ? 'none' : color}
      fillOpacity={isFaint ? 0.6 : 1}
      stroke={isOutline ? color : 'none'}
      strokeWidth={2}
      vectorEffect="non-scaling-stroke"
      transform={`translate(${cx ?? 0} ${cy ?? 0}) scale(${size})`}
    />
  )
