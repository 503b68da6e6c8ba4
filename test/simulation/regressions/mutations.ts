type Container = Record<string | number, unknown>

/** The same numbers from the same seed: a small generator (Mulberry32), far from the simulator's own. */
export class Dice {
  private state: number

  constructor(seed: number) {
    this.state = seed | 0
  }

  /** At least 0, below 1. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }

  pick<T>(list: readonly T[]): T {
    return list[Math.floor(this.next() * list.length)]!
  }
}

/** A place in a document: a key of an object or a position of a list. */
interface Place {
  container: Container
  key: string | number
}

function placesIn(value: unknown, found: Place[] = []): Place[] {
  if (typeof value !== 'object' || value === null) return found
  const keys = Array.isArray(value) ? [...value.keys()] : Object.keys(value)
  for (const key of keys) {
    found.push({ container: value as Container, key })
    placesIn((value as Container)[key], found)
  }
  return found
}

const oddNumbers = [-1, 0, 1e-9, 1e-3, 0.5, 1, 2, 3, 7.5, 100, 1e4, 1e9, 1e300, -0, Number.MAX_SAFE_INTEGER, null]
const oddValues = [null, true, false, '', 'x', 'Class', '0', [], {}, [[]], [null], { a: 1 }, 'class', 'all', 1, -5]

/** Numbers more often than others, because many of them can stand. */
const mistakes = [
  ...(['remove', 'name', 'odd', 'copy', 'swap', 'repeat', 'extra', 'rename', 'deep', 'long'] as const),
  ...Array<'number'>(8).fill('number'),
] as const

/** A JSON text made of another by one to three changes such as people and programs make by mistake. */
export function mutated(text: string, dice: Dice): string {
  const document = JSON.parse(text) as Container
  const changes = 1 + Math.floor(dice.next() ** 2 * 3)
  for (let change = 0; change < changes; change++) {
    const places = placesIn(document)
    if (places.length > 0) mutate(dice.pick(places), places, dice)
  }
  const result = JSON.stringify(document)
  if (dice.next() > 0.02) return result
  const cut = Math.floor(dice.next() * result.length)
  return dice.next() < 0.5
    ? result.slice(0, cut)
    : result.slice(0, cut) + dice.pick(['}', ',', '"', '\u0000', 'NaN']) + result.slice(cut + 1)
}

function mutate({ container, key }: Place, places: readonly Place[], dice: Dice): void {
  const value = container[key]
  const other = dice.pick(places)
  const strings = () =>
    places.flatMap((place) => (typeof place.container[place.key] === 'string' ? [place.container[place.key] as string] : []))
  switch (dice.pick(mistakes)) {
    case 'remove':
      if (Array.isArray(container)) container.splice(Number(key), 1)
      else delete container[key]
      break
    case 'number': {
      const numbers = places.filter((place) => typeof place.container[place.key] === 'number')
      if (numbers.length === 0) break
      const place = dice.pick(numbers)
      const before = place.container[place.key] as number
      place.container[place.key] = dice.next() < 0.5 ? dice.pick(oddNumbers) : before * dice.pick([-1, 0.1, 0.5, 2, 10, 1000])
      break
    }
    case 'name': {
      const names = places.filter((place) => typeof place.container[place.key] === 'string')
      const place = dice.pick(names)
      place.container[place.key] = dice.pick(strings())
      break
    }
    case 'odd':
      container[key] = structuredClone(dice.pick(oddValues))
      break
    case 'copy':
      container[key] = structuredClone(other.container[other.key])
      break
    case 'swap': {
      const copy = structuredClone(value)
      container[key] = structuredClone(other.container[other.key])
      other.container[other.key] = copy
      break
    }
    case 'repeat':
      if (Array.isArray(container)) container.splice(Number(key), 0, structuredClone(value))
      break
    case 'extra':
      if (!Array.isArray(container))
        container[dice.pick(['constructor', 'units', 'next', 'queue', 'cases', 'x', ...strings()])] = structuredClone(
          other.container[other.key],
        )
      break
    case 'rename':
      if (!Array.isArray(container)) {
        const name = dice.pick(strings())
        delete container[key]
        container[name] = value
      }
      break
    case 'deep': {
      let nested: unknown = value
      for (let depth = dice.pick([1, 5, 200]); depth > 0; depth--) nested = dice.next() < 0.5 ? [nested] : { cases: nested }
      container[key] = nested
      break
    }
    case 'long':
      container[key] = Array.from({ length: dice.pick([1, 24, 168, 5000, 20_000]) }, () => (dice.next() < 0.01 ? null : 3))
  }
}
