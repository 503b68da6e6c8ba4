/** `14:00` */
export const clock = (hour: number): string => `${String(hour % 24).padStart(2, '0')}:00`
/** `14:00–15:00` */
export const hourSpan = (hour: number): string => `${clock(hour)}–${clock(hour + 1)}`

interface Stroke {
  hour: number
  value: number
}

/** Values after a stroke of the pointer from one place to another: every hour passed over takes the value of the line there. */
export function paint(values: readonly number[], from: Stroke, to: Stroke): number[] {
  const [first, last] = from.hour <= to.hour ? [from, to] : [to, from]
  return values.map((value, hour) => {
    if (hour < first.hour || hour > last.hour) return value
    if (first.hour === last.hour) return to.value
    return first.value + ((last.value - first.value) * (hour - first.hour)) / (last.hour - first.hour)
  })
}

/** Rounds to a multiple of `step` and keeps within bounds. */
export function snapped(value: number, step: number, minimum: number, maximum: number): number {
  const onStep = Math.round(value / step) * step
  return Math.min(maximum, Math.max(minimum, Math.round(onStep * 1e6) / 1e6))
}

/** A round number above the largest value, for the top of a scale that does not jump while values are dragged. */
export function scaleTop(values: readonly number[], least: number): number {
  const highest = Math.max(least, ...values.filter(Number.isFinite))
  const magnitude = 10 ** Math.floor(Math.log10(highest))
  const fraction = (highest * 1.1) / magnitude
  const round = [1, 1.5, 2, 3, 4, 5, 6, 8, 10].find((candidate) => candidate >= fraction) ?? 12
  return round * magnitude
}

/** Reads 24 typed numbers, separated by spaces, commas, semicolons or lines. A sentence where that fails. */
export function readHours(text: string): { ok: true; values: number[] } | { ok: false; problem: string } {
  const words = text.split(/[\s,;]+/).filter((word) => word !== '')
  const wrong = words.find((word) => !Number.isFinite(Number(word)))
  if (wrong !== undefined) return { ok: false, problem: `“${wrong.slice(0, 20)}” is not a number.` }
  if (words.length !== 24)
    return { ok: false, problem: `There are ${words.length} numbers; give 24, one for each hour of the day from midnight on.` }
  return { ok: true, values: words.map(Number) }
}

/** Stretches of hours in which something holds, as `16:00–19:00`; one that passes midnight is one stretch. */
export function spansWhere(values: readonly number[], holds: (value: number) => boolean): string[] {
  const hours = values.map(holds)
  if (hours.every(Boolean)) return hours.length === 0 ? [] : ['00:00–24:00']
  const spans: string[] = []
  hours.forEach((isIn, hour) => {
    if (!isIn || hours[(hour + hours.length - 1) % hours.length]) return
    let end = hour
    while (hours[end % hours.length]) end += 1
    spans.push(`${clock(hour)}–${end === hours.length ? '24:00' : clock(end)}`)
  })
  return spans
}
