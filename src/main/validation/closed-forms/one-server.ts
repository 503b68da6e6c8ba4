/** Poisson arrivals, any distribution of service, one server: M/G/1. */
export interface OneServer {
  arrivalRate: number
  meanService: number
  /** E[S^2]. */
  secondMoment: number
}

/** Pollaczek-Khinchine: mean wait of first come, first served. */
export function pollaczekKhinchine({ arrivalRate, meanService, secondMoment }: OneServer): number {
  return (arrivalRate * secondMoment) / (2 * (1 - arrivalRate * meanService))
}
