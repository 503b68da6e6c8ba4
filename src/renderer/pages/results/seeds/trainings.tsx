import { isActive } from '../../../../shared/run.ts'
import type { SeedStudy } from '../../../../shared/seed-study.ts'
import { Card } from '../../../components/card.tsx'
import { Progress } from '../../../components/progress.tsx'
import { StatusChip } from '../../../components/status-chip.tsx'
import { Table } from '../../../components/table.tsx'
import { studiesText } from '../../../text/studies.ts'
import { learnedFrom } from '../../train/run-words.ts'
import styles from './seeds.module.css'

/** The trainings that a study waits for. */
export function Trainings({ training: { runs, decisionsPlanned } }: { training: SeedStudy }) {
  return (
    <Card title={studiesText.trainings} note={studiesText.waiting} className={styles.trainings}>
      <Table
        caption={studiesText.trainings}
        rows={runs}
        rowKey={(run) => run.id}
        columns={[
          { id: 'seed', heading: studiesText.seedColumn, cell: (run) => run.seed, rowHeading: true },
          { id: 'weight', heading: studiesText.weight, cell: (run) => run.fairnessWeight, numeric: true },
          {
            id: 'state',
            heading: studiesText.state,
            cell: (run) => (run.status === null ? studiesText.deleted : <StatusChip status={run.status} />),
          },
          {
            id: 'progress',
            heading: studiesText.progress,
            cell: (run) => (
              <div className={styles.progress}>
                <Progress
                  label={`${studiesText.seed(run.seed)}, ${studiesText.weight} ${run.fairnessWeight}`}
                  fraction={Math.min(1, run.decisions / decisionsPlanned)}
                  idle={run.status === null || !isActive(run.status)}
                />
                <span className={styles.help}>{learnedFrom(run, decisionsPlanned)}</span>
              </div>
            ),
          },
        ]}
      />
    </Card>
  )
}
