/** Minutes since the start, people in the department, people waiting, mean wait in minutes of those waiting. */
export type TimelinePoint = [number, number, number, number]

/** One point is left for the present. */
const mostPoints = 299

/**
 * A hospital's course in at most 299 points at even distances. When they are used up, of every two neighbours the one with more people
 * waiting stays, so that peaks are kept, and the distance doubles.
 */
export class LiveTimeline {
  #points: TimelinePoint[] = []
  #spacingMinutes = 1
  #nextMinutes = 0

  /** When the next point is due. */
  get nextMinutes(): number {
    return this.#nextMinutes
  }

  get points(): readonly TimelinePoint[] {
    return this.#points
  }

  add(point: TimelinePoint): void {
    this.#points.push(point)
    if (this.#points.length >= mostPoints) {
      this.#points = this.#points.flatMap((one, index) => {
        if (index % 2 === 1) return []
        const other = this.#points[index + 1]
        return [other !== undefined && other[2] > one[2] ? other : one]
      })
      this.#spacingMinutes *= 2
    }
    this.#nextMinutes = (Math.floor(point[0] / this.#spacingMinutes) + 1) * this.#spacingMinutes
  }
}
