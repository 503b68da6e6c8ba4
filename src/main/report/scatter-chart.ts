import type { Estimate } from '../../shared/evaluation.ts'
import { axisOf } from './axis.ts'
import { type Canvas, ink, lineHeight } from './canvas.ts'
import type { Box } from './document.ts'
import { drawGrid, tickSize } from './grid.ts'
import type { Marker } from './marker.ts'

interface ScatterPoint {
  x: Estimate
  y: Estimate
}

/** Something with a mark of its own: one point, or several small ones with their mean and its intervals both ways. */
interface ScatterSeries {
  label: string
  marker: Marker
  point: ScatterPoint
  /** Empty where `point` stands for itself; its intervals are drawn where it is a mean. */
  parts: readonly ScatterPoint[]
}

/** One measure to the right, another upwards. */
export interface ScatterChart {
  xTitle: string
  yTitle: string
  series: readonly ScatterSeries[]
}

const textSize = 8
const height = 230
const axisHeight = 30
const titleHeight = 16
const tickLabelWidth = 30
const legendWidth = 170
const padding = 8
const radii = { part: 2, mean: 3.6 } as const

const rowHeight = lineHeight(textSize) + 4

export const scatterChartHeight = ({ series }: ScatterChart): number =>
  Math.max(height, titleHeight + 2 * rowHeight * series.length)

export function drawScatterChart(canvas: Canvas, box: Box, chart: ScatterChart): void {
  const plot = {
    left: box.x + tickLabelWidth,
    right: box.x + box.width - legendWidth,
    top: box.y + titleHeight,
    bottom: box.y + height - axisHeight,
  }
  const across = axisOf(shown(chart, 'x'), plot.left + padding, plot.right - padding, false)
  // Upwards on the page is towards smaller coordinates.
  const up = axisOf(shown(chart, 'y'), padding, plot.bottom - plot.top - padding, false)
  const y = (value: number) => plot.bottom - up.position(value)
  drawGrid(canvas, plot, across, up, y)
  canvas.text(chart.yTitle, box.x, box.y + 8, { size: tickSize, color: ink.soft })
  canvas.text(chart.xTitle, (plot.left + plot.right) / 2, plot.bottom + 22, { size: tickSize, color: ink.soft, align: 'center' })
  const mark = (marker: Marker, point: ScatterPoint, radius: number) =>
    canvas.marker(marker, across.position(point.x.mean), y(point.y.mean), radius)
  const means = chart.series.filter(({ parts }) => parts.length > 0)
  for (const { marker, point } of means) {
    const [middleX, middleY] = [across.position(point.x.mean), y(point.y.mean)]
    canvas.line(across.position(point.x.lower), middleY, across.position(point.x.upper), middleY, marker.color, 0.9)
    canvas.line(middleX, y(point.y.lower), middleX, y(point.y.upper), marker.color, 0.9)
  }
  for (const { marker, point } of chart.series) mark(marker, point, radii.mean)
  // On top, so that none is hidden by a mean.
  for (const { marker, parts } of means) for (const part of parts) mark(marker, part, radii.part)
  drawLegend(canvas, chart, plot.right + 16, plot.top, legendWidth - 16)
}

/** What has to fit on an axis: means with their intervals, and single points, of which only the mean is drawn. */
function shown({ series }: ScatterChart, axis: 'x' | 'y'): Estimate[] {
  const single = ({ [axis]: estimate }: ScatterPoint): Estimate => ({ ...estimate, lower: estimate.mean, upper: estimate.mean })
  return series.flatMap(({ point, parts }) => [parts.length > 0 ? point[axis] : single(point), ...parts.map(single)])
}

function drawLegend(canvas: Canvas, { series }: ScatterChart, left: number, top: number, width: number): void {
  let y = top
  for (const { label, marker } of series) {
    const lines = canvas.lines(label, width - 14, textSize).slice(0, 2)
    canvas.marker(marker, left + 4, y + lineHeight(textSize) / 2, 3)
    canvas.block(lines, left + 14, y, { size: textSize })
    y += lines.length * lineHeight(textSize) + 4
  }
}
