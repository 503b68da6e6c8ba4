import { Page } from '../../components/page.tsx'
import { shellText } from '../../text/shell.ts'

export function SettingsPage() {
  return <Page title={shellText.section.settings}>{''}</Page>
}
