import { useMemo, useSyncExternalStore } from 'react'
import { formatRoute, parseRoute, type Route } from './route.ts'

/** Asked before the window leaves a page with unsaved work: true lets it go, false keeps it where it is. */
type LeaveGuard = (to: Route) => boolean
let leaveGuard: LeaveGuard | null = null
let shownFragment: string | null = null

/** One page at a time can hold the window back. Returns how to let go. */
export function guardLeaving(guard: LeaveGuard): () => void {
  leaveGuard = guard
  return () => {
    if (leaveGuard === guard) leaveGuard = null
  }
}

export function navigate(route: Route): void {
  window.location.hash = formatRoute(route)
}

function subscribe(listener: () => void): () => void {
  const onChange = () => {
    const fragment = window.location.hash
    if (fragment === shownFragment) return
    if (leaveGuard !== null && !leaveGuard(parseRoute(fragment))) {
      window.history.replaceState(null, '', shownFragment ?? '#/')
      return
    }
    shownFragment = fragment
    listener()
  }
  window.addEventListener('hashchange', onChange)
  return () => window.removeEventListener('hashchange', onChange)
}

function snapshot(): string {
  shownFragment ??= window.location.hash
  return shownFragment
}

export function useRoute(): Route {
  const fragment = useSyncExternalStore(subscribe, snapshot)
  return useMemo(() => parseRoute(fragment), [fragment])
}
