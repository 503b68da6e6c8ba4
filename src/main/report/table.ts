import { type Canvas, ink, lineHeight } from './canvas.ts'
import type { Run } from './typesetting.ts'

export interface TableColumn {
  header: string
  /** Points; what is left over goes to columns without a width, in equal parts. */
  width?: number
  align: 'left' | 'right'
}

/** A cell: text, or text with a second line in small print (an interval under its mean). */
export type TableCell = string | { text: string | readonly Run[]; note?: string; bold?: boolean; soft?: boolean }

/** A row of cells, the first of them its heading; or a heading across the table for the rows that follow. */
export type TableRow = { cells: readonly TableCell[] } | { across: string }

export interface Table {
  caption: string
  columns: readonly TableColumn[]
  rows: readonly TableRow[]
  /** Small print below: what a mark means, how a number was made. */
  note?: string
}

export interface PlacedCell {
  role: 'TH' | 'TD'
  scope: 'Column' | 'Row' | null
  columnSpan: number
  draw(top: number): void
}

export interface PlacedRow {
  height: number
  tinted: boolean
  /** A heading across: has to stay with the row after it. */
  across: boolean
  cells: PlacedCell[]
}

const textSize = 8.5
const noteSize = 7.2
const padding = 3

/** Measures a table once; the document then draws row by row, breaking pages between rows. */
export function placeTable(canvas: Canvas, table: Table, left: number, width: number): { header: PlacedRow; rows: PlacedRow[] } {
  const columns = placeColumns(table.columns, left, width)
  const header = placeCells(
    canvas,
    columns.map((column) => ({ text: [{ text: column.header, bold: true }] })),
    columns,
    true,
  )
  const rows = table.rows.map((row) =>
    'across' in row ? placeAcross(canvas, row.across, columns, width) : placeCells(canvas, row.cells, columns, false),
  )
  return { header, rows }
}

interface PlacedColumn extends TableColumn {
  left: number
  width: number
}

function placeColumns(columns: readonly TableColumn[], left: number, width: number): PlacedColumn[] {
  const taken = columns.reduce((total, column) => total + (column.width ?? 0), 0)
  const open = columns.filter((column) => column.width === undefined).length
  const rest = open === 0 ? 0 : (width - taken) / open
  let at = left
  return columns.map((column) => {
    const placed = { ...column, left: at, width: column.width ?? rest }
    at += placed.width
    return placed
  })
}

function placeCells(canvas: Canvas, cells: readonly TableCell[], columns: PlacedColumn[], isHeader: boolean): PlacedRow {
  const placed = columns.map((column, index) => {
    const given = cells[index] ?? ''
    const cell = typeof given === 'string' ? { text: given } : given
    const room = column.width - 2 * padding
    const main = canvas.lines(cell.text, room, textSize)
    const note = cell.note === undefined || cell.note === '' ? [] : canvas.lines(cell.note, room, noteSize)
    const height = main.length * lineHeight(textSize) + note.length * lineHeight(noteSize) + 2 * padding
    return { column, cell, main, note, height }
  })
  const height = Math.max(...placed.map((cell) => cell.height))
  return {
    height,
    tinted: false,
    across: false,
    cells: placed.map(({ column, cell, main, note, height: own }, index) => ({
      role: isHeader || index === 0 ? ('TH' as const) : ('TD' as const),
      scope: isHeader ? ('Column' as const) : index === 0 ? ('Row' as const) : null,
      columnSpan: 1,
      draw: (top) => {
        const x = column.align === 'right' ? column.left + column.width - padding : column.left + padding
        // Column headings stand on the line below them; everything else hangs from the top of its row.
        const from = top + padding + (isHeader ? height - own : 0)
        const style = { align: column.align, ...(cell.bold === true ? { bold: true } : {}) }
        const color = cell.soft === true ? { color: ink.soft } : {}
        const used = canvas.block(main, x, from, { ...style, ...color, size: textSize })
        if (note.length > 0) canvas.block(note, x, from + used, { align: column.align, size: noteSize, color: ink.soft })
      },
    })),
  }
}

function placeAcross(canvas: Canvas, text: string, columns: PlacedColumn[], width: number): PlacedRow {
  const lines = canvas.lines([{ text, bold: true }], width - 2 * padding, textSize)
  return {
    height: lines.length * lineHeight(textSize) + 2 * padding,
    tinted: true,
    across: true,
    cells: [
      {
        role: 'TH',
        scope: 'Row',
        columnSpan: columns.length,
        draw: (top) => {
          canvas.block(lines, (columns[0]?.left ?? 0) + padding, top + padding, { size: textSize })
        },
      },
    ],
  }
}
