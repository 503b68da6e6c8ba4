import { type Canvas, ink, lineHeight } from './canvas.ts'
import type { Line, Run } from './typesetting.ts'

interface TableColumn {
  header: string
  /** Points; what is left over goes to columns without a width, in equal parts. */
  width?: number
  align: 'left' | 'right'
}

/** A cell: text, or text with small print (an interval, a description) below it. */
export type TableCell =
  | string
  | {
      text: string
      note?: string
      bold?: boolean
      soft?: boolean
      /** The note may stand beside the text, where that fits in every such cell of the table. */
      beside?: boolean
    }

/** A row of cells, the first of them its heading; or a heading across the table for the rows that follow. */
export type TableRow = { cells: readonly TableCell[] } | { across: string }

export interface Table {
  caption: string
  columns: readonly TableColumn[]
  rows: readonly TableRow[]
  /** Less space between rows, where a table has to share its page. */
  dense?: boolean
  /** Small print below: what a mark means, how a number was made. */
  note?: string
}

interface PlacedCell {
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
/** A column heading with more lines than this ends in an ellipsis, or long names would push the numbers off the page. */
const headerLines = 5

/** Measures a table once; the document then draws row by row, breaking pages between rows. */
export function placeTable(canvas: Canvas, table: Table, left: number, width: number): { header: PlacedRow; rows: PlacedRow[] } {
  const columns = placeColumns(table.columns, left, width)
  const beside = notesFitBeside(canvas, table, columns)
  const space = table.dense === true ? padding / 2 : padding
  const header = placeCells(
    canvas,
    columns.map((column) => ({ text: column.header, bold: true })),
    columns,
    { isHeader: true, beside, space },
  )
  const rows = table.rows.map((row) =>
    'across' in row
      ? placeAcross(canvas, row.across, columns, width, space)
      : placeCells(canvas, row.cells, columns, { isHeader: false, beside, space }),
  )
  return { header, rows }
}

const besideRuns = (cell: Exclude<TableCell, string>): Run[] => [
  { text: cell.text, bold: true },
  { text: ` ${cell.note}`.replaceAll(' to ', '\u00a0to\u00a0') },
]

function notesFitBeside(canvas: Canvas, table: Table, columns: readonly PlacedColumn[]): boolean {
  return table.rows.every((row) =>
    'across' in row
      ? true
      : row.cells.every((cell, index) => {
          const column = columns[index]
          if (typeof cell === 'string' || cell.beside !== true || cell.note === undefined || column === undefined) return true
          return canvas.lines(besideRuns(cell), column.width - column.inset - padding, textSize).length === 1
        }),
  )
}

interface PlacedColumn extends TableColumn {
  left: number
  width: number
  /** Space before the text: wider where a column of words follows a column of numbers. */
  inset: number
}

function placeColumns(columns: readonly TableColumn[], left: number, width: number): PlacedColumn[] {
  const taken = columns.reduce((total, column) => total + (column.width ?? 0), 0)
  const open = columns.filter((column) => column.width === undefined).length
  const rest = open === 0 ? 0 : (width - taken) / open
  let at = left
  return columns.map((column, index) => {
    const inset = column.align === 'left' && columns[index - 1]?.align === 'right' ? 12 : padding
    const placed = { ...column, left: at, width: column.width ?? rest, inset }
    at += placed.width
    return placed
  })
}

function placeCells(
  canvas: Canvas,
  cells: readonly TableCell[],
  columns: PlacedColumn[],
  { isHeader, beside, space }: { isHeader: boolean; beside: boolean; space: number },
): PlacedRow {
  const placed = columns.map((column, index) => {
    const given = cells[index] ?? ''
    const cell = typeof given === 'string' ? { text: given } : given
    const room = column.width - column.inset - padding
    const noted = cell.note !== undefined && cell.note !== ''
    const isBeside = beside && cell.beside === true && noted
    const lines = canvas.lines(isBeside ? besideRuns(cell) : [{ text: cell.text, bold: cell.bold === true }], room, textSize)
    const main = isHeader && lines.length > headerLines ? cutLines(lines) : lines
    const note = noted && !isBeside ? canvas.lines(cell.note ?? '', room, noteSize) : []
    const height = main.length * lineHeight(textSize) + note.length * lineHeight(noteSize) + 2 * space
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
        const x = column.align === 'right' ? column.left + column.width - padding : column.left + column.inset
        // Column headings stand on the line below them; everything else hangs from the top of its row.
        const from = top + space + (isHeader ? height - own : 0)
        const style = { align: column.align }
        const color = cell.soft === true ? { color: ink.soft } : {}
        const used = canvas.block(main, x, from, { ...style, ...color, size: textSize })
        if (note.length > 0) canvas.block(note, x, from + used, { align: column.align, size: noteSize, color: ink.soft })
      },
    })),
  }
}

function cutLines(lines: readonly Line[]): Line[] {
  const kept = lines.slice(0, headerLines)
  const last = kept.at(-1)?.runs.at(-1)
  if (last !== undefined) last.text = `${last.text}…`
  return kept
}

function placeAcross(canvas: Canvas, text: string, columns: PlacedColumn[], width: number, space: number): PlacedRow {
  const lines = canvas.lines([{ text, bold: true }], width - 2 * padding, textSize)
  return {
    height: lines.length * lineHeight(textSize) + 2 * space,
    tinted: true,
    across: true,
    cells: [
      {
        role: 'TH',
        scope: 'Row',
        columnSpan: columns.length,
        draw: (top) => {
          canvas.block(lines, (columns[0]?.left ?? 0) + padding, top + space, { size: textSize })
        },
      },
    ],
  }
}
