import { useState } from 'react'
import { type ContrastRow, contrastRows, pooledMeasures, type SeedPool } from '../../../../shared/seed-pool.ts'
import { Card } from '../../../components/card.tsx'
import { EstimateCell } from '../../../components/estimate-cell.tsx'
import { Select } from '../../../components/select.tsx'
import { Table } from '../../../components/table.tsx'
import { studiesText } from '../../../text/studies.ts'
import styles from './seeds.module.css'

/** Each training's own differences, then what they are together. */
export function SeedTable({ pools }: { pools: readonly SeedPool[] }) {
  const all = pools.flatMap((pool) =>
    pool.contrasts.map((contrast) => ({
      id: `${pool.label} ${contrast.against}`,
      label: studiesText.settingAgainst(pool.label, contrast.label),
      contrast,
    })),
  )
  const [chosen, setChosen] = useState<string | null>(null)
  const shown = all.find(({ id }) => id === chosen) ?? all[0]
  if (shown === undefined) return null
  const { contrast, label } = shown
  return (
    <Card
      title={studiesText.tableTitle}
      note={studiesText.tableNote[contrast.against]}
      actions={
        <Select
          label={studiesText.against}
          inline
          options={all.map(({ id, label: name }) => ({ value: id, label: name }))}
          value={shown.id}
          onChange={setChosen}
        />
      }
    >
      <Table
        caption={label}
        rows={contrastRows(contrast)}
        rowKey={(row) => row.id}
        isMarked={({ isMean }) => isMean}
        columns={[
          { id: 'training', heading: studiesText.training, cell: (row) => row.label, rowHeading: true },
          ...pooledMeasures.map((measure) => ({
            id: measure,
            heading: studiesText.columns[measure],
            numeric: true,
            cell: ({ values }: ContrastRow) => <EstimateCell estimate={values[measure]} unit="weighted" digits={1} signed />,
          })),
        ]}
      />
      <ul className={styles.meaning}>
        {studiesText.meaning.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </Card>
  )
}
