import { useState } from 'react'
import type { Study } from '../../../shared/evaluation.ts'
import { formatDate } from '../../../shared/format.ts'
import { isActive } from '../../../shared/run.ts'
import { Button } from '../../components/button.tsx'
import { Loading } from '../../components/empty-state.tsx'
import { Menu } from '../../components/menu.tsx'
import { Page } from '../../components/page.tsx'
import { ProblemBanner } from '../../components/problem-banner.tsx'
import { Progress } from '../../components/progress.tsx'
import { Tabs } from '../../components/tabs.tsx'
import { showToast } from '../../components/toast.tsx'
import { client } from '../../connection/client.ts'
import { errorSentence } from '../../connection/errors.ts'
import { queryClient, queryKeys, useAction, useActivity, useStudy } from '../../queries.ts'
import { navigate } from '../../router.ts'
import { remainingTime } from '../../shell/remaining-time.ts'
import { resultsText } from '../../text/results.ts'
import { shellText } from '../../text/shell.ts'
import { studiesText } from '../../text/studies.ts'
import { useStream } from '../../use-stream.ts'
import { EvaluationView } from './evaluation-view.tsx'
import styles from './results.module.css'
import { type ReportFormat, saveReport } from './save-report.ts'
import { Trainings } from './seeds/trainings.tsx'

/** One comparison: its progress while it runs, then a tab for each hospital. */
export function StudyView({ id }: { id: string }) {
  const stored = useStudy(id)
  const running = stored.data?.evaluations.some((evaluation) => isActive(evaluation.status)) ?? false
  const stream = useStream(running ? id : null, (signal) => client.studies.watch({ id }, { signal }), {
    onValue: (study) => {
      queryClient.setQueryData([...queryKeys.study(id)], study)
    },
  })
  const study: Study | undefined = stream.value ?? stored.data
  const [chosen, setChosen] = useState<string | null>(null)
  const save = useAction((format: ReportFormat) => saveReport(id, format), {
    onSuccess: (name) => showToast(resultsText.exported(name)),
  })
  const stop = useAction(() => client.studies.stop({ id }), { refresh: [queryKeys.studies] })

  const resume = useAction(() => client.studies.resume({ id }), {
    refresh: [queryKeys.studies, queryKeys.runs],
    onSuccess: (resumed) => queryClient.setQueryData([...queryKeys.study(id)], resumed),
  })

  const evaluations = study?.evaluations ?? []
  const current = evaluations.find((evaluation) => evaluation.id === chosen) ?? evaluations[0]
  const training = study?.training ?? null
  const trains = training?.runs.some(({ status }) => status !== 'finished') ?? false
  const finished = evaluations.some((evaluation) => evaluation.result !== null)

  return (
    <Page
      title={study?.title ?? shellText.section.results}
      subtitle={study === undefined ? undefined : formatDate(study.createdAt)}
      actions={
        <>
          <Button variant="quiet" icon="back" onPress={() => navigate({ page: 'results', studyId: null })}>
            {resultsText.back}
          </Button>
          {running && (
            <Button icon={trains ? 'pause' : 'stop'} isDisabled={stop.isPending} onPress={() => stop.mutate(undefined)}>
              {trains ? studiesText.pause : resultsText.stop}
            </Button>
          )}
          {training !== null && !running && !finished && (
            <Button icon="resume" isDisabled={resume.isPending} onPress={() => resume.mutate(undefined)}>
              {studiesText.resume}
            </Button>
          )}
          {finished && (
            <Menu
              label={resultsText.exportMore}
              icon="export"
              entries={[
                { id: 'csv', label: resultsText.exportCsv, onAction: () => save.mutate('csv') },
                { id: 'json', label: resultsText.exportJson, onAction: () => save.mutate('json') },
              ]}
            />
          )}
          <Button variant="primary" icon="export" isDisabled={!finished || save.isPending} onPress={() => save.mutate('pdf')}>
            {resultsText.export}
          </Button>
        </>
      }
    >
      {stored.error !== null && <ProblemBanner>{errorSentence(stored.error)}</ProblemBanner>}
      {stored.isPending && <Loading label={resultsText.loading} />}
      {running && <StudyProgress id={id} />}
      {training !== null && trains && !finished && <Trainings training={training} />}
      {current !== undefined &&
        !(trains && running) &&
        (evaluations.length === 1 ? (
          <Outcome evaluation={current} />
        ) : (
          <Tabs
            label={resultsText.hospitals}
            tabs={evaluations.map((evaluation) => ({ id: evaluation.id, label: evaluation.scenarioTitle }))}
            selected={current.id}
            onSelect={setChosen}
          >
            <Outcome evaluation={current} />
          </Tabs>
        ))}
    </Page>
  )
}

function Outcome({ evaluation }: { evaluation: Study['evaluations'][number] }) {
  if (evaluation.result !== null) return <EvaluationView key={evaluation.id} result={evaluation.result} />
  if (isActive(evaluation.status)) return <p className={styles.note}>{resultsText.running}</p>
  if (evaluation.status === 'paused')
    return <ProblemBanner tone="note">{evaluation.error ?? shellText.status.paused}</ProblemBanner>
  if (evaluation.status === 'cancelled') return <ProblemBanner tone="note">{resultsText.stopped}</ProblemBanner>
  return (
    <ProblemBanner title={resultsText.failed} announce={false}>
      {evaluation.error ?? shellText.status[evaluation.status]}
    </ProblemBanner>
  )
}

function StudyProgress({ id }: { id: string }) {
  const jobs = useActivity().filter((job) => job.kind === 'evaluation' && job.subjectId === id)
  return (
    <div className={styles.running} role="status">
      {jobs.map((job) => (
        <div key={job.id}>
          <span>{job.title}</span>
          <Progress label={job.title} fraction={job.progress} />
          <span className={styles.note}>
            {job.detail}
            {job.remainingSeconds !== null && ` · ${shellText.remaining(remainingTime(job.remainingSeconds))}`}
          </span>
        </div>
      ))}
    </div>
  )
}
