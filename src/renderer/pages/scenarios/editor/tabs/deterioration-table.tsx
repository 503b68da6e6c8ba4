import { Fragment } from 'react'
import { NumberField } from '../../../../components/field.tsx'
import { Switch } from '../../../../components/switch.tsx'
import { editorText } from '../../../../text/editor.ts'
import { useEditor } from '../editor-context.ts'
import matrixStyles from '../matrix.module.css'
import { problemAt } from '../problems.ts'
import { acuityRows } from './rows.tsx'

const usualMeanMinutes = 1500

/** By acuity: whether waiting patients get worse, and after how long on average. */
export function DeteriorationTable() {
  const { draft, problems, isReadOnly, set } = useEditor()
  return (
    <div className={matrixStyles.scroll}>
      <table className={matrixStyles.matrix}>
        <caption className={matrixStyles.hidden}>{editorText.deterioration}</caption>
        <thead>
          <tr>
            <th scope="col">{editorText.acuityHeading}</th>
            <th scope="col">{editorText.worsens}</th>
            <th scope="col">
              {editorText.worsensMean}
              <span className={matrixStyles.range}>{editorText.range('1', '1,000,000', ` ${editorText.minutes}`)}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {acuityRows.map((row, index) => {
            const path = `deterioration.meanMinutes[${index}]`
            const value = draft.deterioration.meanMinutes[index] ?? null
            const problem = problemAt(problems, path)
            return (
              <Fragment key={row.id}>
                <tr>
                  <th scope="row">{row.label}</th>
                  <td>
                    <Switch
                      isSelected={value !== null}
                      isDisabled={isReadOnly}
                      onChange={(worsens) => set(path, worsens ? usualMeanMinutes : null)}
                    >
                      <span className={matrixStyles.hidden}>{editorText.worsensSwitch(index + 1)}</span>
                    </Switch>
                  </td>
                  <td>
                    {value === null ? (
                      editorText.never
                    ) : (
                      <NumberField
                        label={`${editorText.worsensMean}, ${row.label}, ${editorText.minutes}`}
                        hideLabel
                        plain
                        value={value}
                        onChange={(minutes) => set(path, minutes)}
                        minimum={1}
                        maximum={1e6}
                        step={10}
                        isInvalid={problem !== null}
                        isReadOnly={isReadOnly}
                      />
                    )}
                  </td>
                </tr>
                {problem !== null && (
                  <tr>
                    <td colSpan={3} className={matrixStyles.problem}>
                      <p role="alert">
                        {row.label}: {problem}
                      </p>
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
