import { Fragment, useState } from 'react'
import { Button } from 'react-aria-components'
import { type ValidationCheck, type ValidationSuiteName, validationSuites } from '../../../shared/validation.ts'
import { Card } from '../../components/card.tsx'
import { Icon } from '../../components/icon.tsx'
import { RangeScale } from '../../components/range-scale.tsx'
import { Segmented } from '../../components/segmented.tsx'
import { Select } from '../../components/select.tsx'
import tableStyles from '../../components/table.module.css'
import { validateText } from '../../text/validate.ts'
import { checkNumbers, checkPicture, deviationText, groupChecks } from './check-view.ts'
import styles from './checks-table.module.css'

type Filter = 'all' | 'failed'

const filters = [
  { value: 'all', label: validateText.filterAll },
  { value: 'failed', label: validateText.filterFailed },
] as const

/** Every check beside what it should give; those that failed in front. */
export function ChecksTable({ checks }: { checks: readonly ValidationCheck[] }) {
  const [filter, setFilter] = useState<Filter>('all')
  const [suite, setSuite] = useState<ValidationSuiteName | 'all'>('all')
  const present = validationSuites.filter(({ name }) => checks.some((check) => check.suite === name))
  const chosen = present.find(({ name }) => name === suite)?.name ?? null
  const groups = groupChecks(checks, { failedOnly: filter === 'failed', suite: chosen })
  /** Suites that somebody opened (true) or closed; until then one alone is open, and several are closed. */
  const [opened, setOpened] = useState<ReadonlyMap<string, boolean>>(new Map())
  const isAlone = groups.filter(({ kind }) => kind !== 'failed').length === 1
  const isOpen = (id: string) => opened.get(id) ?? isAlone
  const failed = checks.filter(({ ok }) => !ok).length
  return (
    <Card title={validateText.checks} note={validateText.rule}>
      <div className={styles.tools}>
        <Segmented
          label={validateText.filter}
          hideLabel
          options={filters.map((option) => (option.value === 'failed' ? { ...option, note: String(failed) } : option))}
          value={filter}
          onChange={setFilter}
        />
        <Select
          label={validateText.suiteFilter}
          inline
          value={chosen ?? 'all'}
          onChange={setSuite}
          options={[
            { value: 'all', label: validateText.allSuites },
            ...present.map(({ name, title }) => ({ value: name, label: title })),
          ]}
        />
        <Legend />
      </div>
      {groups.length === 0 ? (
        <p className={styles.nothing}>{validateText.nothingFailed}</p>
      ) : (
        // biome-ignore lint/a11y/useSemanticElements: a box that scrolls is no fieldset, and no landmark either
        <div
          role="group"
          className={tableStyles.scroll}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
          tabIndex={0}
          aria-label={validateText.checks}
        >
          <table className={`${tableStyles.table} ${styles.table}`}>
            <caption className={tableStyles.hidden}>{validateText.checks}</caption>
            <thead>
              <tr>
                <th scope="col">{validateText.column.outcome}</th>
                <th scope="col">{validateText.column.check}</th>
                <th scope="col" className={tableStyles.numeric}>
                  {validateText.column.expected}
                </th>
                <th scope="col" className={tableStyles.numeric}>
                  {validateText.column.observed}
                </th>
                <th scope="col">{validateText.column.deviation}</th>
                <th scope="col" className={styles.source}>
                  {validateText.column.source}
                </th>
              </tr>
            </thead>
            {groups.map((group) =>
              group.kind === 'failed' ? (
                <tbody key={group.id} className={styles.failedGroup}>
                  <tr>
                    <th className={styles.group} colSpan={6} scope="rowgroup">
                      <Icon name="warning" size={16} />
                      {group.title}
                    </th>
                  </tr>
                  <Rows checks={group.checks} />
                </tbody>
              ) : (
                <tbody key={group.id}>
                  <tr>
                    <th className={styles.group} colSpan={6} scope="rowgroup">
                      <Button
                        className={styles.toggle ?? ''}
                        aria-expanded={isOpen(group.id)}
                        onPress={() => setOpened(new Map([...opened, [group.id, !isOpen(group.id)]]))}
                      >
                        <Icon name={isOpen(group.id) ? 'down' : 'right'} size={14} />
                        {group.title}
                        <span className={styles.count}>{validateText.passedOf(group.checks.length)}</span>
                      </Button>
                    </th>
                  </tr>
                  {isOpen(group.id) && <Rows checks={group.checks} />}
                </tbody>
              ),
            )}
          </table>
        </div>
      )}
    </Card>
  )
}

function Rows({ checks }: { checks: readonly ValidationCheck[] }) {
  return checks.map((check) => <CheckRow key={`${check.suite} ${check.name}`} check={check} />)
}

function CheckRow({ check }: { check: ValidationCheck }) {
  const numbers = checkNumbers(check)
  return (
    <tr data-check={check.ok ? 'passed' : 'failed'}>
      <td>
        <span className={check.ok ? styles.passed : styles.failed}>
          <Icon name={check.ok ? 'check' : 'close'} size={14} />
          {check.ok ? validateText.passed : validateText.failed}
        </span>
      </td>
      <th scope="row" className={styles.what}>
        <span className={styles.name}>{check.name}</span>
        <span className={styles.description}>{check.description}</span>
        {check.failure !== null && <span className={styles.failure}>{check.failure}</span>}
        <span className={styles.sourceBelow}>{check.source}</span>
      </th>
      <td className={tableStyles.numeric}>
        <Quantity value={numbers.expected} unit={numbers.unit} reach={numbers.expectedReach} />
      </td>
      <td className={tableStyles.numeric}>
        {numbers.observed === null ? (
          validateText.noValue
        ) : (
          <Quantity value={numbers.observed} unit={numbers.unit} reach={numbers.observedReach} />
        )}
      </td>
      <td>
        <Deviation check={check} />
      </td>
      <td className={styles.source}>{check.source}</td>
    </tr>
  )
}

function Quantity({ value, unit, reach }: { value: string; unit: string; reach: string }) {
  return (
    <>
      <span className={styles.number}>
        {value}
        {unit !== '' && <Fragment> {unit}</Fragment>}
      </span>
      {reach !== '' && <span className={styles.reach}>{validateText.plusMinus(reach)}</span>}
    </>
  )
}

function Deviation({ check }: { check: ValidationCheck }) {
  const picture = checkPicture(check)
  return (
    <span className={styles.deviation}>
      {picture !== null && <RangeScale picture={picture} ok={check.ok} />}
      <span className={check.ok ? undefined : styles.failedWord}>{deviationWord(check)}</span>
    </span>
  )
}

function deviationWord({ kind, deviation, observed, band, ok }: ValidationCheck): string {
  if (observed === null) return validateText.noValue
  if (kind === 'band' && band !== null)
    return observed >= band[0] && observed <= band[1] ? validateText.inside : validateText.outside
  if (deviation !== null) return deviationText(deviation)
  return ok ? validateText.exactEqual : validateText.exactDifferent
}

function Legend() {
  return (
    <p className={styles.legend}>
      <span className={styles.keyBand}>{validateText.legendBand}</span>
      <span className={styles.keyDot}>{validateText.legendDot}</span>
    </p>
  )
}
