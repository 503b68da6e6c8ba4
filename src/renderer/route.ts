/** Where the window is. Pages are addressed by the fragment, so reloading and the back button work in every host. */
export type Route =
  | { page: 'scenarios' }
  | { page: 'scenario'; id: string }
  /** `policy`: a rule's name or the id of an agent's run. */
  | { page: 'live'; scenario: string | null; policy?: string }
  /** `scenario`: the hospital that is chosen at first. */
  | { page: 'train'; scenario: string | null }
  | { page: 'results'; studyId: string | null }
  | { page: 'validate' }
  /** A scenario from a hospital's own visits. */
  | { page: 'visits' }
  | { page: 'settings' }

export type Section = 'scenarios' | 'live' | 'train' | 'results' | 'validate' | 'settings'

/** Reads a fragment such as `#/scenarios/urban`; anything unknown is the list of scenarios. */
export function parseRoute(fragment: string): Route {
  const [section, ...rest] = fragment.replace(/^#?\/?/, '').split('/')
  const parameter = decode(rest.join('/'))
  switch (section) {
    case 'scenarios':
      return parameter === null ? { page: 'scenarios' } : { page: 'scenario', id: parameter }
    case 'live': {
      const policy = decode(rest.slice(1).join('/'))
      return { page: 'live', scenario: decode(rest[0] ?? ''), ...(policy === null ? {} : { policy }) }
    }
    case 'train':
      return { page: 'train', scenario: parameter }
    case 'results':
      return { page: 'results', studyId: parameter }
    case 'validate':
    case 'visits':
    case 'settings':
      return { page: section }
    default:
      return { page: 'scenarios' }
  }
}

function decode(text: string): string | null {
  if (text === '') return null
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}

export function formatRoute(route: Route): string {
  switch (route.page) {
    case 'scenario':
      return `#/scenarios/${encodeURIComponent(route.id)}`
    case 'live':
      return ['#/live', route.scenario, route.policy]
        .filter((part) => part !== null && part !== undefined)
        .map((part, index) => (index === 0 ? part : encodeURIComponent(part)))
        .join('/')
    case 'train':
      return route.scenario === null ? '#/train' : `#/train/${encodeURIComponent(route.scenario)}`
    case 'results':
      return route.studyId === null ? '#/results' : `#/results/${encodeURIComponent(route.studyId)}`
    default:
      return `#/${route.page}`
  }
}

export const sectionOf = ({ page }: Route): Section => (page === 'scenario' || page === 'visits' ? 'scenarios' : page)
