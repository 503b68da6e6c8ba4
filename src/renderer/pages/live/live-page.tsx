import { Page } from '../../components/page.tsx'
import { shellText } from '../../text/shell.ts'

export function LivePage({ scenario }: { scenario: string | null }) {
  return <Page title={shellText.section.live}>{scenario}</Page>
}
