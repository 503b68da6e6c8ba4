import type { Experiment } from '../experiment.ts'
import { fixedPopulation } from './queueing/fixed-population.ts'
import { manyServers } from './queueing/many-servers.ts'
import { oneServer } from './queueing/one-server.ts'
import { patienceAndRoom } from './queueing/patience-and-room.ts'
import { priorities } from './queueing/priorities.ts'
import { queueExperiment } from './queueing/queue-experiment.ts'
import { reportedResults } from './queueing/reported-results.ts'

/** Every closed form, each with the checks that it allows; and one of them once more, as results report it. */
export function queueingExperiments(quick: boolean): Experiment[] {
  const plans = [...manyServers, ...oneServer, ...priorities, ...patienceAndRoom]
  return [
    ...plans.filter((plan) => !quick || plan.longOnly !== true).map((plan) => queueExperiment(plan, quick)),
    fixedPopulation(quick),
    reportedResults(quick),
  ]
}
