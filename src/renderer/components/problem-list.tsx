import type { Problem } from '../../shared/problem.ts'
import { shellText } from '../text/shell.ts'

const problemsShown = 6

/** What is wrong with something that was given to the studio: the first places, and how many more there are. */
export function ProblemList({ problems }: { problems: readonly Problem[] }) {
  const more = problems.length - problemsShown
  return (
    <ul>
      {problems.slice(0, problemsShown).map((problem) => (
        <li key={`${problem.path} ${problem.message}`}>
          {problem.path !== '' && <code>{problem.path} </code>}
          {problem.message}
        </li>
      ))}
      {more > 0 && <li>{shellText.moreProblems(more)}</li>}
    </ul>
  )
}
