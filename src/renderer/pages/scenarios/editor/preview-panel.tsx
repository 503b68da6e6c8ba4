import type { EvaluationResult, GroupOutcome, PolicyOutcome } from '../../../../shared/evaluation.ts'
import { digitsFor, formatEstimate, formatNumber } from '../../../../shared/format.ts'
import type { Scenario } from '../../../../shared/scenario.ts'
import { ChartFrame } from '../../../components/chart-frame.tsx'
import { Loading } from '../../../components/empty-state.tsx'
import { Estimate } from '../../../components/estimate.tsx'
import { GroupMark } from '../../../components/group-mark.tsx'
import { ProblemBanner } from '../../../components/problem-banner.tsx'
import { errorSentence } from '../../../connection/errors.ts'
import { groupColor } from '../../../group-colors.ts'
import { editorText } from '../../../text/editor.ts'
import styles from './preview-panel.module.css'
import { previewReplications, usePreview } from './use-preview.ts'

/** What the scenario on screen does to waits, a second after each edit. Null: it has to be corrected first. */
export function PreviewPanel({ scenario }: { scenario: Scenario | null }) {
  const preview = usePreview(scenario)
  const result = preview.data?.result
  const outcome = result?.policies[0]
  const isOld = scenario === null || preview.isFetching || preview.isPlaceholderData
  return (
    <section className={styles.panel} aria-busy={preview.isFetching}>
      <header className={styles.head}>
        <h2 className={styles.title}>{editorText.preview}</h2>
        <span className={styles.state} role="status">
          {preview.isFetching ? editorText.previewRunning : ''}
        </span>
      </header>
      {scenario === null && <p className={styles.state}>{editorText.previewInvalid}</p>}
      {preview.error !== null && scenario !== null && (
        <ProblemBanner title={editorText.previewFailed}>{errorSentence(preview.error)}</ProblemBanner>
      )}
      {outcome === undefined || result === undefined
        ? preview.isFetching && <Loading label={editorText.previewRunning} />
        : preview.error === null && (
            <div className={isOld ? styles.old : styles.fresh}>
              <Outcome result={result} outcome={outcome} />
            </div>
          )}
    </section>
  )
}

function Outcome({ result, outcome }: { result: EvaluationResult; outcome: PolicyOutcome }) {
  const digits = digitsFor(
    outcome.byGroup.map((group) => group.waitMinutes),
    'minutes',
  )
  const groups = outcome.byGroup.map((group, index) => ({
    ...group,
    index,
    label: result.groups.find(({ id }) => id === group.groupId)?.label ?? group.groupId,
  }))
  return (
    <>
      <dl className={styles.figures}>
        <div>
          <dt>{editorText.previewMean}</dt>
          <dd>
            <Estimate value={outcome.waitMinutes} unit="minutes" large />
          </dd>
        </div>
        <div>
          <dt>{editorText.previewGap}</dt>
          <dd>
            <Estimate value={outcome.equalNeedGapMinutes} unit="minutes" />
          </dd>
        </div>
        <div>
          <dt>{editorText.previewOnTarget}</dt>
          <dd>
            <Estimate value={outcome.onTarget} unit="percent" />
          </dd>
        </div>
        <div>
          <dt>{editorText.previewLeft}</dt>
          <dd>
            <Estimate value={outcome.leftUnseen} unit="percent" />
          </dd>
        </div>
      </dl>
      <ChartFrame
        title={editorText.previewTitle}
        description={editorText.previewDescription}
        footnote={editorText.previewFootnote(
          previewReplications,
          formatNumber(result.days, { digits: result.days % 1 === 0 ? 0 : 1 }),
        )}
        columns={[
          { id: 'group', heading: editorText.group, rowHeading: true, cell: (group) => group.label },
          {
            id: 'wait',
            heading: editorText.previewWait,
            numeric: true,
            cell: (group) => formatEstimate(group.waitMinutes, 'minutes', { digits }),
          },
          {
            id: 'need',
            heading: editorText.previewEqualNeed,
            numeric: true,
            cell: (group) => formatEstimate(group.equalNeedWaitMinutes, 'minutes', { digits }),
          },
        ]}
        rows={groups}
        rowKey={(group) => group.groupId}
      >
        <GroupBars groups={groups} digits={digits} />
      </ChartFrame>
    </>
  )
}

interface GroupRow extends GroupOutcome {
  index: number
  label: string
}

/** One bar a group, with its interval as a whisker. */
function GroupBars({ groups, digits }: { groups: readonly GroupRow[]; digits: number }) {
  const top = Math.max(1, ...groups.map((group) => group.waitMinutes.upper).filter(Number.isFinite)) * 1.02
  const percent = (minutes: number) => `${Math.max(0, Math.min(100, (minutes / top) * 100))}%`
  return (
    <ul className={styles.bars}>
      {groups.map(({ groupId, label, index, waitMinutes }) => (
        <li key={groupId}>
          <div className={styles.row}>
            <GroupMark index={index} label={label} />
            <Estimate value={waitMinutes} unit="minutes" digits={digits} />
          </div>
          <div className={styles.track}>
            <span className={styles.bar} style={{ width: percent(waitMinutes.mean), background: groupColor(index) }} />
            <span
              className={styles.whisker}
              style={{
                left: percent(waitMinutes.lower),
                width: `calc(${percent(waitMinutes.upper)} - ${percent(waitMinutes.lower)})`,
              }}
            />
          </div>
        </li>
      ))}
    </ul>
  )
}
