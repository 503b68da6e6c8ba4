/** Where a `RangeScale` puts things: positions from 0 (left) to 1 (right). */
export interface RangePicture {
  /** What is accepted. */
  band: readonly [number, number]
  /** What is expected. */
  middle: number
  dot: number
  /** Of the dot; null where it has none. */
  interval: readonly [number, number] | null
  /** The dot lies beyond the scale, at whose end it is drawn. */
  beyond: 'left' | 'right' | null
}

interface RangeValues {
  band: readonly [number, number]
  middle: number
  value: number
  /** To either side of the value. */
  reach?: number
}

/** The picture of a value on the scale that `at` makes, in which 0 to 1 is in sight. */
export function rangePicture(at: (value: number) => number, { band, middle, value, reach }: RangeValues): RangePicture {
  const place = (one: number) => Math.min(1, Math.max(0, at(one)))
  return {
    band: [place(band[0]), place(band[1])],
    middle: place(middle),
    dot: place(value),
    interval: reach === undefined ? null : [place(value - reach), place(value + reach)],
    beyond: at(value) < 0 ? 'left' : at(value) > 1 ? 'right' : null,
  }
}

const roomBesideBand = 0.5

/** A scale that shows a band with half of its width beside each end; null where the band has no width. */
export function scaleAround([lower, upper]: readonly [number, number]): ((value: number) => number) | null {
  const room = (upper - lower) * roomBesideBand
  return room > 0 ? (value) => (value - lower + room) / (upper - lower + 2 * room) : null
}
