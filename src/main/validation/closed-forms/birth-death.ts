import type { ManyServers } from './many-servers.ts'

/** What follows from the long-run shares of time with n patients inside. */
interface BirthDeath {
  /** Share of arrivals that find all servers taken and may wait. */
  waited: number
  /** Share of arrivals that find no room. */
  lost: number
  /** Patients waiting, and inside, on average over time. */
  waiting: number
  inside: number
}

/**
 * M/M/c+M (Erlang A, Palm 1957): patience is exponential, a patient runs out of it at `leavingRate`. Leaving is the end of waiting;
 * share that leaves = leavingRate x waiting / arrivalRate, mean wait over all arrivals = waiting / arrivalRate.
 */
export function withPatience(queue: ManyServers & { leavingRate: number }): BirthDeath & { left: number; wait: number } {
  const result = solve(queue, queue.leavingRate, Number.POSITIVE_INFINITY)
  return {
    ...result,
    left: (queue.leavingRate * result.waiting) / queue.arrivalRate,
    wait: result.waiting / queue.arrivalRate,
  }
}

/** M/M/c/K: who finds `room` patients inside is lost. `wait` is the mean wait of those who are not. */
export function withRoom(queue: ManyServers & { room: number }): BirthDeath & { wait: number } {
  const result = solve(queue, 0, queue.room)
  return { ...result, wait: result.waiting / (queue.arrivalRate * (1 - result.lost)) }
}

function solve({ arrivalRate, serviceRate, servers }: ManyServers, leavingRate: number, room: number): BirthDeath {
  let weight = 1
  let total = 0
  let [waited, lost, waiting, inside] = [0, 0, 0, 0]
  // Beyond the largest weight they fall at least geometrically; what is below 1e-18 of the sum adds no digit.
  for (let patients = 0; patients <= room; patients++) {
    if (patients > 0)
      weight *= arrivalRate / (Math.min(patients, servers) * serviceRate + Math.max(0, patients - servers) * leavingRate)
    total += weight
    inside += patients * weight
    waiting += Math.max(0, patients - servers) * weight
    if (patients === room) lost += weight
    else if (patients >= servers) waited += weight
    if (patients > servers && weight * (patients + 1) < 1e-18 * total) break
  }
  return { waited: waited / total, lost: lost / total, waiting: waiting / total, inside: inside / total }
}

/**
 * Machine repair (M/M/c//K): of a fixed number of machines each breaks down at `breakdownRate` while it works, and `repairers` alike mend at
 * `repairRate` each. Balance of the birth-death process of broken machines. A machine that breaks down finds the others as if it were not
 * there, which is what weighting the shares of time by the breakdowns in them says.
 */
export function machineRepair(plant: { machines: number; breakdownRate: number; repairers: number; repairRate: number }): {
  working: number
  waited: number
  wait: number
} {
  const { machines, breakdownRate, repairers, repairRate } = plant
  let weight = 1
  let total = 0
  let [working, waiting, behindOthers] = [0, 0, 0]
  for (let broken = 0; broken <= machines; broken++) {
    if (broken > 0) weight *= ((machines - broken + 1) * breakdownRate) / (Math.min(broken, repairers) * repairRate)
    total += weight
    working += (machines - broken) * weight
    waiting += Math.max(0, broken - repairers) * weight
    if (broken >= repairers) behindOthers += (machines - broken) * weight
  }
  return { working: working / total, waited: behindOthers / working, wait: waiting / (working * breakdownRate) }
}
