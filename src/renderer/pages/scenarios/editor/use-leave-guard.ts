import { useEffect, useState } from 'react'
import type { Route } from '../../../route.ts'
import { guardLeaving } from '../../../router.ts'

/** Holds the window on this page while there is unsaved work. `target` is where it was about to go. */
export function useLeaveGuard(isChanged: boolean): { target: Route | null; stay: () => void } {
  const [target, setTarget] = useState<Route | null>(null)
  useEffect(() => {
    if (!isChanged) return
    const letGo = guardLeaving((to) => {
      setTarget(to)
      return false
    })
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', warn)
    return () => {
      letGo()
      window.removeEventListener('beforeunload', warn)
    }
  }, [isChanged])
  return { target, stay: () => setTarget(null) }
}
