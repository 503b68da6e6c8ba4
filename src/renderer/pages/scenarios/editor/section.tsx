import { Fragment, type ReactNode } from 'react'
import { sourceOf } from '../../../../shared/scenario.ts'
import { useEditor } from './editor-context.ts'
import { problemAt } from './problems.ts'
import styles from './section.module.css'

interface SectionProps {
  title: string
  note?: string
  actions?: ReactNode
  /** Fields whose sources are told under the section, each with the name it has there. */
  sources?: readonly (readonly [name: string, path: string])[]
  /** Fields whose own problem (not that of one value inside) is told under the section. */
  problemPaths?: readonly string[]
  children: ReactNode
}

/** A titled part of a tab, with the sources of its numbers under it. */
export function Section({ title, note, actions, sources = [], problemPaths = [], children }: SectionProps) {
  const { draft, problems } = useEditor()
  const told = sources.flatMap(([name, path]) => {
    const source = sourceOf(draft, path)
    return source === null ? [] : [{ name, source }]
  })
  const sentences = problemPaths.flatMap((path) => problemAt(problems, path) ?? [])
  return (
    <section className={styles.section}>
      <header className={styles.head}>
        <div>
          <h2 className={styles.title}>{title}</h2>
          {note !== undefined && <p className={styles.note}>{note}</p>}
        </div>
        {actions}
      </header>
      {children}
      {sentences.map((sentence) => (
        <p key={sentence} className={styles.problem} role="alert">
          {sentence}
        </p>
      ))}
      {told.length > 0 && (
        <dl className={styles.sources}>
          {told.map(({ name, source }) => (
            <Fragment key={name}>
              <dt>{name}</dt>
              <dd>{source}</dd>
            </Fragment>
          ))}
        </dl>
      )}
    </section>
  )
}
