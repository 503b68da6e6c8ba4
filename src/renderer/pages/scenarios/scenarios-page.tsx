import { Page } from '../../components/page.tsx'
import { shellText } from '../../text/shell.ts'

export function ScenariosPage() {
  return <Page title={shellText.section.scenarios}>{''}</Page>
}
