/** Most points of a series that a chart draws. */
export const maximumPoints = 300

/**
 * At most `limit` rows, in their order: the range is cut into buckets and of each the rows with the smallest and the largest value are kept, so
 * that peaks and dips survive. The first and last row always stay. Rows whose value is null count as nothing to keep.
 */
export function decimate<Row>(rows: readonly Row[], value: (row: Row) => number | null, limit = maximumPoints): Row[] {
  if (rows.length <= limit) return [...rows]
  const inner = rows.length - 2
  const buckets = Math.max(1, Math.floor((limit - 2) / 2))
  const kept = new Set<number>([0, rows.length - 1])
  for (let bucket = 0; bucket < buckets; bucket += 1) {
    const from = 1 + Math.floor((bucket * inner) / buckets)
    const to = 1 + Math.floor(((bucket + 1) * inner) / buckets)
    let lowest = -1
    let highest = -1
    for (let index = from; index < to; index += 1) {
      const at = value(rows[index]!)
      if (at === null) continue
      if (lowest < 0 || at < (value(rows[lowest]!) ?? 0)) lowest = index
      if (highest < 0 || at > (value(rows[highest]!) ?? 0)) highest = index
    }
    if (lowest >= 0) kept.add(lowest).add(highest)
  }
  return [...kept].sort((a, b) => a - b).map((index) => rows[index]!)
}
