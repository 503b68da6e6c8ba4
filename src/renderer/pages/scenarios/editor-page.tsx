import { Page } from '../../components/page.tsx'

export function EditorPage({ id }: { id: string }) {
  return <Page title={id}>{''}</Page>
}
