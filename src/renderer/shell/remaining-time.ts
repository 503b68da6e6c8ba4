/** `40 s`, `2 min`, `1 h 20 min`: as coarse as an estimate deserves. */
export function remainingTime(seconds: number): string {
  if (seconds < 10) return 'a few seconds'
  if (seconds < 90) return `${Math.round(seconds / 10) * 10} s`
  const minutes = Math.round(seconds / 60)
  if (minutes < 120) return `${minutes} min`
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}
