/**
 * Patients inside at time t (hours) where nobody ever waits, arrivals come at mean + swing x sin(2 pi t / 24) an hour and stays are exponential
 * (Mt/M/infinity; Eick, Massey and Whitt 1993).
 */
export function dailyCensus(arrivals: { mean: number; swing: number }, meanStayHours: number, hours: number): number {
  const rate = 1 / meanStayHours
  const cycle = (2 * Math.PI) / 24
  const wave = rate * Math.sin(cycle * hours) - cycle * Math.cos(cycle * hours)
  return arrivals.mean * meanStayHours + (arrivals.swing * wave) / (rate ** 2 + cycle ** 2)
}
