import type { ModelDocument } from '../../../shared/model/document.ts'
import type { Experiment } from '../experiment.ts'
import { fixedPopulation } from './queueing/fixed-population.ts'
import { manyServers } from './queueing/many-servers.ts'
import { oneServer } from './queueing/one-server.ts'
import { patienceAndRoom } from './queueing/patience-and-room.ts'
import { priorities } from './queueing/priorities.ts'
import { queueExperiment } from './queueing/queue-experiment.ts'
import { reportedResults } from './queueing/reported-results.ts'

/** Every closed form, each with the checks that it allows; and one of them once more, as results report it. */
export function queueingExperiments(model: (name: string) => ModelDocument, quick: boolean): Experiment[] {
  const plans = [...manyServers, ...oneServer, ...priorities, ...patienceAndRoom]
  return [
    ...plans.filter((plan) => !quick || plan.longOnly !== true).map((plan) => queueExperiment(plan, model(plan.model), quick)),
    fixedPopulation(model('queueing/machine-repair'), quick),
    reportedResults(model('queueing/m-m-10'), quick),
  ]
}
