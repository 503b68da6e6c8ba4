import type { ReactNode } from 'react'
import styles from './table.module.css'

export interface TableColumn<Row> {
  id: string
  heading: ReactNode
  /** What stands in the cell; strings and numbers are what "show data" tables need. */
  cell: (row: Row) => ReactNode
  numeric?: boolean
  /** This column names the row. */
  rowHeading?: boolean
}

interface TableProps<Row> {
  /** Says what the table holds; read by screen readers, shown where `showCaption`. */
  caption: string
  showCaption?: boolean
  columns: readonly TableColumn<Row>[]
  rows: readonly Row[]
  rowKey: (row: Row) => string | number
  /** Marks a row, such as today's rule. */
  isMarked?: (row: Row) => boolean
  /** Scroll inside this height. */
  maximumHeight?: string
}

/** A table to read: aligned figures, a heading that stays in view, scrolling inside its own box. */
export function Table<Row>({ caption, showCaption = false, columns, rows, rowKey, isMarked, maximumHeight }: TableProps<Row>) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a box that scrolls is no fieldset, and no landmark either
    <div
      role="group"
      className={styles.scroll}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
      tabIndex={0}
      aria-label={caption}
      style={maximumHeight === undefined ? {} : { maxHeight: maximumHeight }}
    >
      <table className={styles.table}>
        <caption className={showCaption ? styles.caption : styles.hidden}>{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.id} scope="col" className={column.numeric ? styles.numeric : undefined}>
                {column.heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)} className={isMarked?.(row) ? styles.marked : undefined}>
              {columns.map((column) =>
                column.rowHeading ? (
                  <th key={column.id} scope="row">
                    {column.cell(row)}
                  </th>
                ) : (
                  <td key={column.id} className={column.numeric ? styles.numeric : undefined}>
                    {column.cell(row)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
