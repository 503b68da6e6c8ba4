const minute = 60_000

/** A stream of numbers from 0 to 1 that is the same in every run. */
function numbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647
  }
}

interface VisitsFileOptions {
  days: number
  perDay: number
  header: string
}

/** A made-up file of visits of a small hospital: arrival, urgency, start of care, departure, as a German spreadsheet would write them. */
export function visitsFile({ days, perDay, header }: VisitsFileOptions): string {
  const next = numbers(7)
  const exponential = (mean: number) => -mean * Math.log(1 - next())
  const first = Date.UTC(2026, 0, 5)
  const visits = Array.from({ length: days * perDay }, () => {
    const arrival = first + next() * days * 1440 * minute
    const start = arrival + exponential(15) * minute
    return [arrival, start, start + (30 + exponential(90)) * minute] as const
  }).sort((a, b) => a[0] - b[0])
  const time = (milliseconds: number) => {
    const iso = new Date(milliseconds).toISOString()
    return `${iso.slice(8, 10)}.${iso.slice(5, 7)}.${iso.slice(0, 4)} ${iso.slice(11, 16)}`
  }
  const lines = visits.map(([arrival, start, departure]) =>
    [time(arrival), 2 + Math.floor(next() * 4), time(start), time(departure)].join(';'),
  )
  return `${[header, ...lines].join('\r\n')}\r\n`
}
