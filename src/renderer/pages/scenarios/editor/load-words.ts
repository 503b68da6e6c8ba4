import { formatNumber } from '../../../../shared/format.ts'
import { editorText } from '../../../text/editor.ts'
import { spansWhere } from './hours.ts'

/** `0.86`; infinite where patients arrive and nobody is on duty. */
export const loadNumber = (load: number): string =>
  Number.isFinite(load) ? formatNumber(load, { digits: 2 }) : editorText.loadNone

/** Sentences that warn of hours in which more work arrives than can be done; empty where there are none. */
export function loadWarnings(resource: string, byHour: readonly number[], overDay: number): string[] {
  const over = spansWhere(byHour, (load) => load >= 1 && Number.isFinite(load))
  const nobody = spansWhere(byHour, (load) => load === Number.POSITIVE_INFINITY)
  const peak = Math.max(0, ...byHour.filter(Number.isFinite))
  return [
    ...(overDay >= 1 ? [editorText.loadOverDay(resource)] : []),
    ...(over.length > 0 ? [editorText.loadOver(resource, over.join(', '), loadNumber(peak))] : []),
    ...(nobody.length > 0 ? [editorText.loadNobody(nobody.join(', '))] : []),
  ]
}
