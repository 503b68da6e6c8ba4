import { Fragment, type ReactNode } from 'react'
import { formatNumber } from '../../../../shared/format.ts'
import { NumberField } from '../../../components/field.tsx'
import { editorText } from '../../../text/editor.ts'
import { type FieldPath, numberAt } from './draft.ts'
import { useEditor } from './editor-context.ts'
import styles from './matrix.module.css'
import { inPercent, problemAt } from './problems.ts'

export interface MatrixColumn {
  label: string
  path: (row: number) => FieldPath
  unit?: string
  minimum: number
  maximum: number
  step?: number
  digits?: number
  percent?: boolean
}

interface MatrixProps {
  caption: string
  /** Heading of the column that names the rows. */
  corner: string
  rows: readonly { id: string; label: string; heading: ReactNode }[]
  columns: readonly MatrixColumn[]
  /** The whole row as one field, for problems such as shares that do not add up. */
  rowPath?: (row: number) => FieldPath
  /** A last column that is worked out, not typed. */
  extra?: (row: number) => ReactNode
}

/** Numbers in rows and columns. Unit and range stand in the heading of a column, problems under the row they belong to. */
export function Matrix({ caption, corner, rows, columns, rowPath, extra }: MatrixProps) {
  const { draft, problems, isReadOnly, set } = useEditor()
  return (
    <div className={styles.scroll}>
      <table className={styles.matrix}>
        <caption className={styles.hidden}>{caption}</caption>
        <thead>
          <tr>
            {corner === '' ? <td /> : <th scope="col">{corner}</th>}
            {columns.map((column) => (
              <th key={column.label} scope="col">
                {column.label}
                <span className={styles.range}>{rangeOf(column)}</span>
              </th>
            ))}
            {extra !== undefined && <td className={styles.sum} />}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => {
            const sentences = [
              { label: row.label, path: rowPath?.(index), percent: false },
              ...columns.map((column) => ({
                label: `${row.label}, ${column.label}`,
                path: column.path(index),
                percent: column.percent,
              })),
            ].flatMap(({ label, path, percent }) => {
              const sentence = path === undefined ? null : problemAt(problems, path)
              return sentence === null ? [] : [{ label, sentence: percent === true ? inPercent(sentence) : sentence }]
            })
            return (
              <Fragment key={row.id}>
                <tr>
                  <th scope="row">{row.heading}</th>
                  {columns.map((column) => {
                    const path = column.path(index)
                    return (
                      <td key={column.label}>
                        <NumberField
                          label={[column.label, row.label, column.unit].filter((word) => word !== undefined).join(', ')}
                          hideLabel
                          plain
                          value={numberAt(draft, path)}
                          onChange={(value) => set(path, value)}
                          minimum={column.minimum}
                          maximum={column.maximum}
                          step={column.step ?? 1}
                          digits={column.digits ?? 2}
                          percent={column.percent ?? false}
                          isInvalid={problemAt(problems, path) !== null}
                          isReadOnly={isReadOnly}
                        />
                      </td>
                    )
                  })}
                  {extra !== undefined && <td className={`${styles.extra} ${styles.sum}`}>{extra(index)}</td>}
                </tr>
                {sentences.length > 0 && (
                  <tr>
                    <td colSpan={columns.length + (extra === undefined ? 1 : 2)} className={styles.problem}>
                      {sentences.map(({ label, sentence }) => (
                        <p key={label} role="alert">
                          {label}: {sentence}
                        </p>
                      ))}
                    </td>
                  </tr>
                )}
              </Fragment>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}

function rangeOf({ minimum, maximum, percent = false, unit }: MatrixColumn): string {
  const scale = percent ? 100 : 1
  const show = (value: number) => formatNumber(value * scale, { digits: Number.isInteger(value * scale) ? 0 : 2 })
  return editorText.range(show(minimum), show(maximum), percent ? ' %' : unit === undefined ? '' : ` ${unit}`)
}
