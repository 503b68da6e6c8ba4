import type { Estimate } from '../../shared/evaluation.ts'
import { formatNumber } from '../../shared/format.ts'
import { type Axis, axisOf } from './axis.ts'
import { type Canvas, ink, lineHeight } from './canvas.ts'
import type { Box } from './document.ts'
import type { Marker } from './marker.ts'

interface ChartRow {
  label: string
  marker: Marker
  /** One estimate for each panel; null leaves a gap. */
  values: readonly (Estimate | null)[]
  /** Written at the right edge. */
  valueLabel?: string
}

interface ChartBlock {
  /** Stands to the left of its rows. */
  label: string
  rows: readonly ChartRow[]
}

/** Dots with their intervals, in one or several panels side by side that share their rows. */
export interface IntervalChart {
  panels: readonly { title: string; unit: string; zeroLine: boolean }[]
  blocks: readonly ChartBlock[]
}

const textSize = 8
const axisHeight = 30
const blockGap = 5
const panelGap = 16
const blockLabelWidth = 118
const tallest = 560

const titleHeightOf = (chart: IntervalChart): number => (chart.panels.some((panel) => panel.title !== '') ? 15 : 4)

const rowCount = (chart: IntervalChart): number =>
  chart.blocks.reduce((total, block) => total + Math.max(1, block.rows.length), 0)

/** Rows move closer together where there are many, so that a chart never exceeds a page. */
const rowHeightOf = (chart: IntervalChart): number =>
  Math.min(chart.blocks.length > 1 ? 11 : 13, (tallest - blockGap * chart.blocks.length) / Math.max(1, rowCount(chart)))

export const intervalChartHeight = (chart: IntervalChart): number =>
  titleHeightOf(chart) + rowCount(chart) * rowHeightOf(chart) + blockGap * chart.blocks.length + axisHeight

export function drawIntervalChart(canvas: Canvas, box: Box, chart: IntervalChart): void {
  const rows = chart.blocks.flatMap((block) => block.rows)
  const widest = (texts: readonly string[]) =>
    Math.max(0, ...texts.map((text) => canvas.width(canvas.clean(text), { size: textSize })))
  const labelWidth = Math.min(130, widest(rows.map((row) => row.label)) + 8)
  const valueWidth = widest(rows.map((row) => row.valueLabel ?? ''))
  const labelLeft = box.x + (chart.blocks.some((block) => block.label !== '') ? blockLabelWidth : 0)
  const plotLeft = labelLeft + labelWidth + 6
  const plotRight = box.x + box.width - (valueWidth > 0 ? valueWidth + 10 : 8)
  const panelWidth = (plotRight - plotLeft - panelGap * (chart.panels.length - 1)) / chart.panels.length
  const top = box.y + titleHeightOf(chart)
  const bottom = box.y + box.height - axisHeight
  const axes = chart.panels.map((panel, index) => {
    const left = plotLeft + index * (panelWidth + panelGap)
    const axis = axisOf(
      rows.map((row) => row.values[index] ?? null),
      left + 6,
      left + panelWidth - 6,
      panel.zeroLine,
    )
    drawPanel(canvas, panel, axis, { x: left, y: top, width: panelWidth, height: bottom - top })
    return axis
  })
  drawRows(canvas, chart, axes, { box, labelLeft, labelWidth, top })
}

function drawPanel(canvas: Canvas, panel: IntervalChart['panels'][number], axis: Axis, box: Box): void {
  canvas.text(panel.title, box.x + box.width / 2, box.y - 6, { size: textSize, bold: true, align: 'center' })
  const bottom = box.y + box.height
  for (const tick of axis.ticks) {
    const x = axis.position(tick.value)
    canvas.line(x, box.y, x, bottom, ink.hairline, 0.5)
    if (!tick.labelled) continue
    const label = formatNumber(tick.value, { digits: axis.digits, signed: panel.zeroLine })
    canvas.text(label, x, bottom + 10, { size: 7.5, color: ink.soft, align: 'center' })
  }
  if (panel.zeroLine) canvas.line(axis.position(0), box.y - 2, axis.position(0), bottom, ink.text, 0.9)
  canvas.line(box.x, bottom, box.x + box.width, bottom, ink.rule, 0.7)
  canvas.text(panel.unit, box.x + box.width / 2, bottom + 22, { size: 7.5, color: ink.soft, align: 'center' })
}

function drawRows(
  canvas: Canvas,
  chart: IntervalChart,
  axes: readonly Axis[],
  place: { box: Box; labelLeft: number; labelWidth: number; top: number },
): void {
  const rowHeight = rowHeightOf(chart)
  const radius = Math.min(2.8, rowHeight / 3)
  const right = place.box.x + place.box.width
  let y = place.top
  chart.blocks.forEach((block, blockIndex) => {
    if (blockIndex > 0) canvas.line(place.box.x, y, right, y, ink.hairline, 0.5)
    y += blockGap / 2
    const height = Math.max(1, block.rows.length) * rowHeight
    const lines = canvas.lines([{ text: block.label, bold: true }], blockLabelWidth - 8, textSize)
    const fitting = Math.max(1, Math.floor((height + 1) / lineHeight(textSize)))
    if (block.label !== '')
      canvas.block(lines.slice(0, fitting), place.box.x, y + (rowHeight - lineHeight(textSize)) / 2, { size: textSize })
    block.rows.forEach((row, index) => {
      const middle = y + rowHeight * (index + 0.5)
      const label = shorten(canvas, row.label, place.labelWidth)
      canvas.text(label, place.labelLeft, middle + textSize * 0.35, { size: textSize })
      if (row.valueLabel !== undefined)
        canvas.text(row.valueLabel, right, middle + textSize * 0.35, { size: textSize, align: 'right' })
      row.values.forEach((value, panel) => {
        const axis = axes[panel]
        if (value !== null && axis !== undefined) drawEstimate(canvas, value, axis, middle, row.marker, radius)
      })
    })
    y += height + blockGap / 2
  })
}

function drawEstimate(canvas: Canvas, value: Estimate, axis: Axis, y: number, marker: Marker, radius: number): void {
  const lower = axis.position(value.lower)
  const upper = axis.position(value.upper)
  // One replication tells nothing about chance, so there is no interval to draw.
  if (value.n > 1) {
    canvas.line(lower, y, upper, y, marker.color, 1.3)
    for (const end of [lower, upper]) canvas.line(end, y - radius * 0.8, end, y + radius * 0.8, marker.color, 0.9)
  }
  canvas.marker(marker, axis.position(value.mean), y, radius)
}

/** A label that is too long ends in an ellipsis; the table beside the chart has it whole. */
function shorten(canvas: Canvas, label: string, width: number): string {
  const text = canvas.clean(label)
  if (canvas.width(text, { size: textSize }) <= width) return text
  let kept = Array.from(text)
  while (kept.length > 1 && canvas.width(`${kept.join('')}…`, { size: textSize }) > width) kept = kept.slice(0, -1)
  return `${kept.join('').trimEnd()}…`
}
