import { waitingProbability } from './many-servers.ts'

/** Classes, the most urgent first. */
interface PriorityClass {
  arrivalRate: number
  meanService: number
  /** E[S^2]. */
  secondMoment: number
}

/** Classes, the most urgent first, who all take the same exponential service from `servers`. */
export interface SharedPriorities {
  arrivalRates: readonly number[]
  serviceRate: number
  servers: number
}

/** Cobham 1954, nobody is interrupted: mean wait by class, M/M/c with the same service for all. */
export function waitsByPriority({ arrivalRates, serviceRate, servers }: SharedPriorities): number[] {
  const arrivalRate = arrivalRates.reduce((sum, rate) => sum + rate, 0)
  const allBusy = waitingProbability({ arrivalRate, serviceRate, servers }) / (servers * serviceRate)
  return cobham(
    allBusy,
    arrivalRates.map((rate) => rate / (servers * serviceRate)),
  )
}

/** Cobham 1954, nobody is interrupted: mean wait by class, one server, any distribution of service by class. */
export function waitsByPriorityOneServer(classes: readonly PriorityClass[]): number[] {
  return cobham(
    residualWork(classes),
    classes.map((one) => one.arrivalRate * one.meanService),
  )
}

/** One server, the more urgent interrupt and the interrupted go on where they were (preemptive resume): mean time in system by class. */
export function timesInSystemPreempted(classes: readonly PriorityClass[]): number[] {
  let before = 0
  return classes.map((one, index) => {
    const after = before + one.arrivalRate * one.meanService
    const time = one.meanService / (1 - before) + residualWork(classes.slice(0, index + 1)) / ((1 - before) * (1 - after))
    before = after
    return time
  })
}

/**
 * Kleinrock's conservation law: whatever the order (nobody is interrupted, nobody's length is known), the waits weighted by load add up to the
 * same. Returns that sum for one server.
 */
export function conservedWork(classes: readonly PriorityClass[]): number {
  const load = classes.reduce((sum, one) => sum + one.arrivalRate * one.meanService, 0)
  return (load * residualWork(classes)) / (1 - load)
}

function cobham(residual: number, loads: readonly number[]): number[] {
  let before = 0
  return loads.map((load) => {
    const after = before + load
    const wait = residual / ((1 - before) * (1 - after))
    before = after
    return wait
  })
}

/** What an arriving patient finds left of the service under way. */
function residualWork(classes: readonly PriorityClass[]): number {
  return classes.reduce((sum, one) => sum + (one.arrivalRate * one.secondMoment) / 2, 0)
}
