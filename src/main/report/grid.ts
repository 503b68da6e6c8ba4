import { formatNumber } from '../../shared/format.ts'
import type { Axis } from './axis.ts'
import { ink, type TextStyle } from './canvas.ts'

/** What charts are drawn on: a page of a report, or a picture by itself. Coordinates in points from the top left corner. */
export interface Surface {
  line(x1: number, y1: number, x2: number, y2: number, color: string, width: number): void
  text(text: string, x: number, y: number, style: TextStyle): void
}

/** Where the data of a chart lie. */
export interface Plot {
  left: number
  right: number
  top: number
  bottom: number
}

/** Size of ticks' labels and axis titles, in points. */
export const tickSize = 7.5

/** Light lines at the ticks of both axes, with their labels, and a rule along each axis. `y` is the page coordinate of a value upwards. */
export function drawGrid(surface: Surface, plot: Plot, across: Axis, up: Axis, y: (value: number) => number): void {
  const label = (value: number, { digits }: Axis) => formatNumber(value, { digits })
  const style = { size: tickSize, color: ink.soft }
  for (const { value, labelled } of across.ticks) {
    const x = across.position(value)
    surface.line(x, plot.top, x, plot.bottom, ink.hairline, 0.5)
    if (labelled) surface.text(label(value, across), x, plot.bottom + 10, { ...style, align: 'center' })
  }
  for (const { value, labelled } of up.ticks) {
    surface.line(plot.left, y(value), plot.right, y(value), ink.hairline, 0.5)
    if (labelled) surface.text(label(value, up), plot.left - 4, y(value) + tickSize * 0.35, { ...style, align: 'right' })
  }
  surface.line(plot.left, plot.bottom, plot.right, plot.bottom, ink.rule, 0.7)
  surface.line(plot.left, plot.top, plot.left, plot.bottom, ink.rule, 0.7)
}
