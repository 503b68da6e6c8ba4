import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { Settings } from '../../shared/settings.ts'
import { applyGroupColors, type Theme } from '../group-colors.ts'

const preference = window.matchMedia('(prefers-color-scheme: dark)')
const themeStore = createStore<{ choice: Settings['theme']; theme: Theme }>(() => ({ choice: 'system', theme: 'light' }))

function apply(choice: Settings['theme']): void {
  const theme: Theme = choice === 'system' ? (preference.matches ? 'dark' : 'light') : choice
  document.documentElement.dataset.theme = theme
  applyGroupColors(theme, document.documentElement)
  themeStore.setState({ choice, theme })
}

/** Paints the window; called once before the first frame and again whenever the setting changes. */
export function chooseTheme(choice: Settings['theme']): void {
  apply(choice)
}

preference.addEventListener('change', () => apply(themeStore.getState().choice))

/** The theme on screen, for what is painted without style sheets (canvas). */
export function useTheme(): Theme {
  return useStore(themeStore, (state) => state.theme)
}
