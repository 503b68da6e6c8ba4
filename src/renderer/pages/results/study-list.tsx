import { useState } from 'react'
import { formatDate } from '../../../shared/format.ts'
import { Button, IconButton } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { Page } from '../../components/page.tsx'
import { Table } from '../../components/table.tsx'
import { showToast } from '../../components/toast.tsx'
import { client } from '../../connection/client.ts'
import { queryKeys, useAction, useStudies } from '../../queries.ts'
import { formatRoute } from '../../route.ts'
import { resultsText } from '../../text/results.ts'
import { shellText } from '../../text/shell.ts'
import { NewComparison } from './new-comparison.tsx'
import styles from './results.module.css'

/** All comparisons, newest first. */
export function StudyList() {
  const studies = useStudies()
  const [isNew, setNew] = useState(false)
  const restore = useAction((id: string) => client.studies.restore({ id }), { refresh: [queryKeys.studies] })
  const remove = useAction((study: { id: string; title: string }) => client.studies.delete({ id: study.id }), {
    refresh: [queryKeys.studies],
    onSuccess: (_, study) =>
      showToast(resultsText.deleted(study.title), { label: shellText.undo, perform: () => restore.mutate(study.id) }),
  })
  const rows = [...(studies.data ?? [])].sort((a, b) => b.createdAt.localeCompare(a.createdAt))
  const start = (
    <Button variant="primary" icon="compare" onPress={() => setNew(true)}>
      {resultsText.newComparison}
    </Button>
  )

  return (
    <Page title={shellText.section.results} actions={rows.length > 0 ? start : undefined}>
      {studies.data !== undefined && rows.length === 0 && (
        <EmptyState icon="results" title={resultsText.emptyTitle} actions={start}>
          {resultsText.empty}
        </EmptyState>
      )}
      {rows.length > 0 && (
        <div className={styles.list}>
          <Table
            caption={resultsText.list}
            rows={rows}
            rowKey={(row) => row.id}
            columns={[
              {
                id: 'title',
                heading: resultsText.title,
                rowHeading: true,
                cell: (row) => <a href={formatRoute({ page: 'results', studyId: row.id })}>{row.title}</a>,
              },
              {
                id: 'hospitals',
                heading: resultsText.hospitals,
                cell: (row) => row.evaluations.map((evaluation) => evaluation.scenarioTitle).join(', '),
              },
              { id: 'replications', heading: resultsText.replications, cell: (row) => row.replications, numeric: true },
              { id: 'date', heading: resultsText.date, cell: (row) => formatDate(row.createdAt) },
              {
                id: 'state',
                heading: resultsText.state,
                cell: (row) => [...new Set(row.evaluations.map((evaluation) => shellText.status[evaluation.status]))].join(', '),
              },
              {
                id: 'delete',
                heading: '',
                cell: (row) => (
                  <IconButton icon="delete" label={`${resultsText.delete}: ${row.title}`} onPress={() => remove.mutate(row)} />
                ),
              },
            ]}
          />
        </div>
      )}
      <NewComparison isOpen={isNew} onClose={() => setNew(false)} />
    </Page>
  )
}
