import { defaultEngine, type EngineFinding, type EngineName, engineLabels } from '../../shared/engine.ts'
import type { Settings } from '../../shared/settings.ts'

export interface EngineChoice {
  chosen: EngineName
  /** Why, as a sentence. */
  because: string
}

type Ready = Extract<EngineFinding, { state: 'ready' }>

/**
 * What trains new runs. By itself only a graphics card takes the place of the default: another engine on the processor may be faster, but
 * its numbers differ in their last digits from machine to machine.
 */
export function chooseEngine(findings: readonly EngineFinding[], wish: Settings['engine']): EngineChoice {
  if (wish === 'automatic') return chooseByItself(findings)
  const finding = findings.find(({ name }) => name === wish)
  if (finding?.state !== 'unavailable') return { chosen: wish, because: 'You chose it.' }
  const { chosen } = chooseByItself(findings)
  return {
    chosen,
    because: `You chose ${engineLabels[wish]}, which cannot be used here, so ${engineLabels[chosen]} trains. ${finding.detail}`,
  }
}

function chooseByItself(findings: readonly EngineFinding[]): EngineChoice {
  const ready = findings.filter((finding): finding is Ready => finding.state === 'ready')
  const usual = ready.find(({ name }) => name === defaultEngine)
  if (usual === undefined) {
    const fastest = fastestOf(ready)
    if (fastest === undefined) {
      const measured = findings.length === 0 ? 'nothing was measured yet' : 'none worked when engines were last measured here'
      return { chosen: defaultEngine, because: `It is made to work on every machine; ${measured}.` }
    }
    return { chosen: fastest.name, because: `It is the fastest that works here; ${engineLabels[defaultEngine]} does not.` }
  }
  const card = fastestOf(ready.filter(({ device }) => device === 'graphics card'))
  if (card !== undefined && card.rowsPerSecond > usual.rowsPerSecond)
    return {
      chosen: card.name,
      because: `It is ${ratio(card, usual)} times as fast as ${engineLabels[defaultEngine]}. A run repeated on a graphics card comes out nearly, not exactly, the same.`,
    }
  const faster = fastestOf(ready.filter(({ rowsPerSecond }) => rowsPerSecond > 1.05 * usual.rowsPerSecond))
  const repeats = 'The same run gives the same numbers with it on every machine'
  return {
    chosen: defaultEngine,
    because:
      faster === undefined
        ? `${repeats}, and nothing here is faster.`
        : `${repeats}. ${engineLabels[faster.name]} is ${ratio(faster, usual)} times as fast, but its last digits may differ on another machine.`,
  }
}

const fastestOf = (engines: readonly Ready[]): Ready | undefined =>
  engines.toSorted((one, other) => other.rowsPerSecond - one.rowsPerSecond)[0]

const ratio = (one: Ready, other: Ready): string => (one.rowsPerSecond / other.rowsPerSecond).toFixed(1)
