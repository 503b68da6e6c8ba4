/** Poisson arrivals, exponential service, `servers` alike, one line first come first served: M/M/c. Rates in any one unit of time. */
export interface ManyServers {
  arrivalRate: number
  serviceRate: number
  servers: number
}

/** Erlang's loss formula B, by the recursion that loses no digits: share of patients who find all servers taken where nobody may wait. */
export function erlangLoss(offeredLoad: number, servers: number): number {
  let blocked = 1
  for (let server = 1; server <= servers; server++) blocked = (offeredLoad * blocked) / (server + offeredLoad * blocked)
  return blocked
}

/** Erlang's delay formula C: probability of waiting. */
export function waitingProbability({ arrivalRate, serviceRate, servers }: ManyServers): number {
  const load = arrivalRate / serviceRate
  const blocked = erlangLoss(load, servers)
  return blocked / (1 - (load / servers) * (1 - blocked))
}

/** Mean wait of all patients, those who wait 0 included. */
export function meanWait(queue: ManyServers): number {
  return waitingProbability(queue) / spareRate(queue)
}

/** P(wait > time). */
export function waitBeyond(queue: ManyServers, time: number): number {
  return waitingProbability(queue) * Math.exp(-spareRate(queue) * time)
}

/** The wait that a share `probability` of all patients does not exceed. */
export function waitPercentile(queue: ManyServers, probability: number): number {
  return Math.max(0, Math.log(waitingProbability(queue) / (1 - probability)) / spareRate(queue))
}

/** Variance of the wait: of a mixture of 0 and an exponential. */
export function waitVariance(queue: ManyServers): number {
  const waited = waitingProbability(queue)
  return (waited * (2 - waited)) / spareRate(queue) ** 2
}

function spareRate({ arrivalRate, serviceRate, servers }: ManyServers): number {
  return servers * serviceRate - arrivalRate
}
