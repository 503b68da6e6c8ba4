import { useState } from 'react'
import type { Study } from '../../../shared/evaluation.ts'
import { formatDate, formatNumber } from '../../../shared/format.ts'
import { Button, IconButton } from '../../components/button.tsx'
import { EmptyState, Loading } from '../../components/empty-state.tsx'
import { Page } from '../../components/page.tsx'
import { ProblemBanner } from '../../components/problem-banner.tsx'
import { StatusChip } from '../../components/status-chip.tsx'
import { Table } from '../../components/table.tsx'
import { showToast } from '../../components/toast.tsx'
import { client } from '../../connection/client.ts'
import { errorSentence } from '../../connection/errors.ts'
import { queryKeys, useAction, useStudies } from '../../queries.ts'
import { formatRoute } from '../../route.ts'
import { resultsText } from '../../text/results.ts'
import { shellText } from '../../text/shell.ts'
import { studiesText } from '../../text/studies.ts'
import { NewComparison } from './new-comparison.tsx'
import { mainPolicy } from './outcome-view.ts'
import styles from './results.module.css'
import { NewSeedStudy } from './seeds/new-seed-study.tsx'

const policies = (study: Study): number => new Set(study.evaluations.flatMap((evaluation) => evaluation.policies)).size

/** What is said of the policy that each hospital's page starts with; one line where it is the same everywhere. */
function verdicts(study: Study): string[] {
  const found = study.evaluations.flatMap(({ result, scenarioTitle }) => {
    const main = result === null ? undefined : mainPolicy(result)
    return main === undefined ? [] : [{ hospital: scenarioTitle, verdict: resultsText.verdict[main.verdict.verdict] }]
  })
  const [first, ...others] = new Set(found.map(({ verdict }) => verdict))
  if (first === undefined || others.length === 0) return first === undefined ? [] : [first]
  return found.map(({ hospital, verdict }) => resultsText.verdictOf(hospital, verdict))
}

/** All comparisons, newest first. */
export function StudyList() {
  const studies = useStudies()
  const [isNew, setNew] = useState(false)
  const [isNewSeeds, setNewSeeds] = useState(false)
  const restore = useAction((id: string) => client.studies.restore({ id }), { refresh: [queryKeys.studies] })
  const remove = useAction((study: { id: string; title: string }) => client.studies.delete({ id: study.id }), {
    refresh: [queryKeys.studies],
    onSuccess: (_, study) =>
      showToast(resultsText.deleted(study.title), { label: shellText.undo, perform: () => restore.mutate(study.id) }),
  })
  const rows = [...(studies.data ?? [])].sort((a, b) => b.createdAt.localeCompare(a.createdAt))
  const start = (
    <>
      <Button icon="train" onPress={() => setNewSeeds(true)}>
        {studiesText.new}
      </Button>
      <Button variant="primary" icon="compare" onPress={() => setNew(true)}>
        {resultsText.newComparison}
      </Button>
    </>
  )

  return (
    <Page title={shellText.section.results} actions={rows.length > 0 ? start : undefined}>
      {studies.error !== null && <ProblemBanner>{errorSentence(studies.error)}</ProblemBanner>}
      {studies.isPending && <Loading label={resultsText.loading} />}
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
              { id: 'policies', heading: resultsText.policies, cell: (row) => policies(row), numeric: true },
              {
                id: 'replications',
                heading: resultsText.replications,
                cell: (row) => formatNumber(row.replications),
                numeric: true,
              },
              {
                id: 'date',
                heading: resultsText.date,
                cell: (row) => <span className={styles.date}>{formatDate(row.createdAt)}</span>,
              },
              {
                id: 'verdict',
                heading: resultsText.verdictColumn,
                cell: (row) => (
                  <ul>
                    {verdicts(row).map((line) => (
                      <li key={line}>{line}</li>
                    ))}
                  </ul>
                ),
              },
              {
                id: 'state',
                heading: resultsText.state,
                cell: (row) => (
                  <span className={styles.states}>
                    {[...new Set(row.evaluations.map((evaluation) => evaluation.status))].map((status) => (
                      <StatusChip key={status} status={status} />
                    ))}
                  </span>
                ),
              },
              {
                id: 'delete',
                heading: <span className={styles.hidden}>{resultsText.actions}</span>,
                cell: (row) => (
                  <IconButton icon="delete" label={`${resultsText.delete}: ${row.title}`} onPress={() => remove.mutate(row)} />
                ),
              },
            ]}
          />
        </div>
      )}
      <NewComparison isOpen={isNew} onClose={() => setNew(false)} />
      <NewSeedStudy isOpen={isNewSeeds} onClose={() => setNewSeeds(false)} />
    </Page>
  )
}
