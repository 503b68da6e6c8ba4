import { Fragment } from 'react'
import { type Distribution, meanMinutesOf } from '../../../../shared/distribution.ts'
import { formatQuantity } from '../../../../shared/format.ts'
import { NumberField } from '../../../components/field.tsx'
import { Select } from '../../../components/select.tsx'
import { Switch } from '../../../components/switch.tsx'
import { editorText } from '../../../text/editor.ts'
import styles from './distribution-table.module.css'
import { type FieldPath, valueAt } from './draft.ts'
import { useEditor } from './editor-context.ts'
import matrixStyles from './matrix.module.css'
import { problemsUnder, sentenceOf } from './problems.ts'

interface DistributionTableProps {
  caption: string
  /** Heading of the column that names the rows; empty where they are no acuity levels. */
  corner?: string
  rows: readonly { path: FieldPath; label: string }[]
  /** Where a row may have no duration at all (never leaves): heading and names of the switches. */
  optional?: { heading: string; label: (row: number) => string }
}

const kinds = ['lognormal', 'gamma', 'weibull', 'exponential', 'constant'] as const
type Kind = (typeof kinds)[number]
const typicalField = {
  constant: 'minutes',
  exponential: 'meanMinutes',
  lognormal: 'medianMinutes',
  gamma: 'meanMinutes',
  weibull: 'meanMinutes',
} as const

/** Durations, one a row: which distribution, its typical value, its spread, and the mean that follows. */
export function DistributionTable({ caption, corner = editorText.acuityHeading, rows, optional }: DistributionTableProps) {
  return (
    <div className={matrixStyles.scroll}>
      <table className={matrixStyles.matrix}>
        <caption className={matrixStyles.hidden}>{caption}</caption>
        <thead>
          <tr>
            {corner === '' ? <td /> : <th scope="col">{corner}</th>}
            {optional !== undefined && <th scope="col">{optional.heading}</th>}
            <th scope="col">{editorText.distribution}</th>
            <th scope="col">
              {editorText.typical}
              <span className={matrixStyles.range}>{editorText.typicalRange}</span>
            </th>
            <th scope="col">
              {editorText.spread}
              <span className={matrixStyles.range}>{editorText.spreadRange}</span>
            </th>
            <th scope="col">{editorText.mean}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <DistributionRow
              key={row.path}
              path={row.path}
              label={row.label}
              {...(optional === undefined ? {} : { switchLabel: optional.label(index) })}
            />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function DistributionRow({ path, label, switchLabel }: { path: FieldPath; label: string; switchLabel?: string }) {
  const { draft, problems, isReadOnly, set } = useEditor()
  const distribution = (valueAt(draft, path) ?? null) as Distribution | null
  const found = problemsUnder(problems, [path])
  const typical = distribution === null ? null : `${path}.${typicalField[distribution.distribution]}`
  const spread = distribution === null ? null : spreadOf(distribution)
  const isWrong = (field: string) => found.some((problem) => problem.path === field)
  return (
    <Fragment>
      <tr>
        <th scope="row">{label}</th>
        {switchLabel !== undefined && (
          <td>
            <Switch
              isSelected={distribution !== null}
              onChange={(leaves) => set(path, leaves ? { distribution: 'lognormal', medianMinutes: 240, sigma: 0.8 } : null)}
              isDisabled={isReadOnly}
            >
              <span className={matrixStyles.hidden}>{switchLabel}</span>
            </Switch>
          </td>
        )}
        {distribution === null || typical === null ? (
          <td colSpan={4} className={styles.never}>
            {editorText.never}
          </td>
        ) : (
          <>
            <td className={styles.kind}>
              <Select
                label={`${editorText.distribution}, ${label}`}
                hideLabel
                options={kinds.map((kind) => ({ value: kind, label: editorText.distributions[kind] }))}
                value={distribution.distribution}
                onChange={(kind) => set(path, converted(distribution, kind))}
                isDisabled={isReadOnly}
              />
            </td>
            <td className={styles.typical}>
              <NumberField
                label={`${editorText.typical}, ${label}`}
                hideLabel
                plain
                value={typicalMinutes(distribution)}
                onChange={(value) => set(typical, value)}
                minimum={0}
                maximum={1e6}
                unit={editorText.typicalOf[distribution.distribution]}
                isInvalid={isWrong(typical)}
                isReadOnly={isReadOnly}
              />
            </td>
            <td>
              {spread !== null && (
                <NumberField
                  label={`${editorText.spread}, ${label}`}
                  hideLabel
                  plain
                  value={spread.value}
                  onChange={(value) => set(`${path}.${spread.field}`, value)}
                  minimum={spread.minimum}
                  maximum={spread.maximum}
                  step={0.05}
                  unit={editorText.spreadOf[spread.of]}
                  isInvalid={isWrong(`${path}.${spread.field}`)}
                  isReadOnly={isReadOnly}
                />
              )}
            </td>
            <td className={matrixStyles.extra}>{formatQuantity(meanMinutesOf(distribution), 'minutes')}</td>
          </>
        )}
      </tr>
      {found.length > 0 && (
        <tr>
          <td colSpan={6} className={matrixStyles.problem}>
            {found.map((problem) => (
              <p key={problem.path} role="alert">
                {label}: {sentenceOf(problem)}
              </p>
            ))}
          </td>
        </tr>
      )}
    </Fragment>
  )
}

function typicalMinutes(distribution: Distribution): number {
  switch (distribution.distribution) {
    case 'constant':
      return distribution.minutes
    case 'exponential':
    case 'gamma':
    case 'weibull':
      return distribution.meanMinutes
    case 'lognormal':
      return distribution.medianMinutes
  }
}

/** The number that says how widely a distribution spreads, where it has one. */
function spreadOf(distribution: Distribution) {
  switch (distribution.distribution) {
    case 'lognormal':
      return { of: distribution.distribution, field: 'sigma', value: distribution.sigma, minimum: 0, maximum: 3 } as const
    case 'gamma':
    case 'weibull':
      return { of: distribution.distribution, field: 'shape', value: distribution.shape, minimum: 0.1, maximum: 100 } as const
    default:
      return null
  }
}

/** Another distribution with the same typical value. */
function converted(distribution: Distribution, kind: Kind): Distribution {
  const typical = typicalMinutes(distribution)
  switch (kind) {
    case 'constant':
      return { distribution: kind, minutes: typical }
    case 'exponential':
      return { distribution: kind, meanMinutes: typical }
    case 'lognormal':
      return { distribution: kind, medianMinutes: typical, sigma: 0.5 }
    case 'gamma':
    case 'weibull':
      return { distribution: kind, meanMinutes: typical, shape: 2 }
  }
}
