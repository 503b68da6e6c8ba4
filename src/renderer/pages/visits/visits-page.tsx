import { Page } from '../../components/page.tsx'
import { visitsText } from '../../text/visits.ts'

/** A scenario from a hospital's own visits. */
export function VisitsPage() {
  return <Page title={visitsText.title}>{visitsText.purpose}</Page>
}
