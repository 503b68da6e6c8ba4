import { type ReactNode, useEffect, useRef } from 'react'
import { Loading } from './components/empty-state.tsx'
import { Toasts } from './components/toast.tsx'
import { useConnectionState } from './connection/connection-state.ts'
import { errorSentence } from './connection/errors.ts'
import { LivePage } from './pages/live/live-page.tsx'
import { ResultsPage } from './pages/results/results-page.tsx'
import { EditorPage } from './pages/scenarios/editor-page.tsx'
import { ScenariosPage } from './pages/scenarios/scenarios-page.tsx'
import { SettingsPage } from './pages/settings/settings-page.tsx'
import { TrainPage } from './pages/train/train-page.tsx'
import { ValidatePage } from './pages/validate/validate-page.tsx'
import { VisitsPage } from './pages/visits/visits-page.tsx'
import { useSettings, useSystemInfo } from './queries.ts'
import type { Route } from './route.ts'
import { useRoute } from './router.ts'
import { ActivityStrip } from './shell/activity-strip.tsx'
import { ConnectionBanner } from './shell/connection-banner.tsx'
import { FailurePage } from './shell/failure-page.tsx'
import { Shell } from './shell/shell.tsx'
import { shellText } from './text/shell.ts'
import { chooseTheme } from './theme/theme.ts'

/** The window: the frame around every page, or, where the studio cannot work, a page that says why. */
export function App() {
  const connection = useConnectionState()
  const info = useSystemInfo()
  const settings = useSettings()
  const route = useRoute()
  const theme = settings.data?.theme

  useEffect(() => {
    if (theme !== undefined) chooseTheme(theme)
  }, [theme])

  return (
    <>
      {content()}
      <Toasts />
    </>
  )

  function content(): ReactNode {
    if (connection === 'refused') return <FailurePage title={shellText.refusedTitle}>{shellText.refused}</FailurePage>
    if (info.data === undefined) {
      if (info.error === null) return <Loading label={shellText.connecting} />
      return (
        <FailurePage title={shellText.failedTitle} onRetry={() => void info.refetch()}>
          {errorSentence(info.error)}
        </FailurePage>
      )
    }
    const store = info.data.store
    if (store.state !== 'ready') {
      return (
        <FailurePage
          title={shellText.storeTitle[store.state]}
          folder={info.data.dataDirectory}
          onRetry={() => void info.refetch()}
        >
          {store.message ?? ''}
        </FailurePage>
      )
    }
    return (
      <Shell route={route} banner={<ConnectionBanner />} strip={<ActivityStrip />}>
        <CurrentPage route={route} />
      </Shell>
    )
  }
}

function CurrentPage({ route }: { route: Route }) {
  const first = useRef(true)
  const place = route.page === 'scenario' ? `scenario ${route.id}` : route.page

  // A new page starts at its title, for the keyboard and for screen readers.
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when the place changes
  useEffect(() => {
    if (first.current) first.current = false
    else document.getElementById('page-title')?.focus({ preventScroll: true })
  }, [place])

  switch (route.page) {
    case 'scenarios':
      return <ScenariosPage />
    case 'scenario':
      return <EditorPage key={route.id} id={route.id} />
    case 'live':
      return <LivePage scenario={route.scenario} policy={route.policy ?? null} />
    case 'train':
      return <TrainPage scenario={route.scenario} />
    case 'results':
      return <ResultsPage studyId={route.studyId} />
    case 'validate':
      return <ValidatePage />
    case 'visits':
      return <VisitsPage />
    case 'settings':
      return <SettingsPage />
  }
}
