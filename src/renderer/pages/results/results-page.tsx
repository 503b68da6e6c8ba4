import { Page } from '../../components/page.tsx'
import { shellText } from '../../text/shell.ts'

export function ResultsPage({ studyId }: { studyId: string | null }) {
  return <Page title={shellText.section.results}>{studyId}</Page>
}
