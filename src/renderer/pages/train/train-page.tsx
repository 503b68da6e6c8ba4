import { Page } from '../../components/page.tsx'
import { shellText } from '../../text/shell.ts'

export function TrainPage() {
  return <Page title={shellText.section.train}>{''}</Page>
}
