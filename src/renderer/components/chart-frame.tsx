import { type ReactNode, useId, useState } from 'react'
import { ToggleButton } from 'react-aria-components'
import { shellText } from '../text/shell.ts'
import buttonStyles from './button.module.css'
import styles from './chart-frame.module.css'
import { Icon } from './icon.tsx'
import { Table, type TableColumn } from './table.tsx'

interface ChartFrameProps<Row> {
  title: string
  /** What the chart shows, in a sentence: text for everyone, and the description for screen readers. */
  description: string
  /** The drawing; hidden from screen readers, who get the description and the table. */
  children: ReactNode
  /** The same numbers as a table. */
  columns: readonly TableColumn<Row>[]
  rows: readonly Row[]
  rowKey: (row: Row) => string | number
  /** Under the chart: how many points are drawn of how many there are, n, and the like. */
  footnote?: string
  legend?: ReactNode
  level?: 2 | 3 | 4
}

/** Every chart stands in one of these: title, description, and the data as a table at a press of a button. */
export function ChartFrame<Row>(props: ChartFrameProps<Row>) {
  const { title, description, children, columns, rows, rowKey, footnote, legend, level = 3 } = props
  const [showData, setShowData] = useState(false)
  const titleId = useId()
  const descriptionId = useId()
  const Heading = `h${level}` as const
  return (
    <figure className={styles.frame} aria-labelledby={titleId} aria-describedby={descriptionId}>
      <figcaption className={styles.head}>
        <Heading id={titleId} className={styles.title}>
          {title}
        </Heading>
        <ToggleButton
          className={`${buttonStyles.button} ${buttonStyles.quiet} ${styles.toggle}`}
          isSelected={showData}
          onChange={setShowData}
          aria-label={`${showData ? shellText.showChart : shellText.showData}: ${title}`}
        >
          <Icon name={showData ? 'chart' : 'table'} size={14} />
          {showData ? shellText.showChart : shellText.showData}
        </ToggleButton>
        <p id={descriptionId} className={styles.description}>
          {description}
        </p>
      </figcaption>
      {showData ? (
        <Table caption={title} columns={columns} rows={rows} rowKey={rowKey} maximumHeight="28rem" />
      ) : (
        <>
          {legend !== undefined && <div className={styles.legend}>{legend}</div>}
          <div className={styles.drawing} aria-hidden="true">
            {children}
          </div>
        </>
      )}
      {footnote !== undefined && <p className={styles.footnote}>{footnote}</p>}
    </figure>
  )
}
