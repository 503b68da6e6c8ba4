import type { ModelDocument } from '../../shared/model/document.ts'
import type { Scenario } from '../../shared/scenario.ts'
import type { ValidationSuiteName } from '../../shared/validation.ts'
import type { Experiment } from './experiment.ts'
import { arrivalsExperiments } from './suites/arrivals.ts'
import { fairnessExperiments } from './suites/fairness.ts'
import { lawsExperiments } from './suites/laws.ts'
import { presetsExperiments } from './suites/presets.ts'
import { queueingExperiments } from './suites/queueing.ts'
import { strokeUnitExperiments } from './suites/stroke-unit.ts'
import { centreExperiments, centreExperimentsOfCode, centreExperimentsOfPaper } from './suites/treatment-centre.ts'

/** What ships beside the program, by file name without its ending. */
export interface ValidationInputs {
  /** treatment-centre, stroke-unit, queueing/m-m-10 and the others, by their path below resources/models. */
  readonly models: Readonly<Record<string, ModelDocument>>
  /** urban, rural, pediatric, surge. */
  readonly scenarios: Readonly<Record<string, Scenario>>
}

/** What a suite simulates. A quick run is shorter and accepts the half-widths that follow; what it cannot show at all is left out. */
export function experimentsOf(suite: ValidationSuiteName, { models, scenarios }: ValidationInputs, quick: boolean): Experiment[] {
  const model = (name: string): ModelDocument => named(models, name)
  switch (suite) {
    case 'queueing':
      return queueingExperiments(model, quick)
    case 'arrivals':
      return arrivalsExperiments(model, quick)
    case 'treatment-centre':
      return centreExperiments(model('treatment-centre'), quick)
    case 'treatment-centre-a':
      return centreExperimentsOfCode(model('treatment-centre'), quick)
    case 'treatment-centre-c':
      return centreExperimentsOfPaper(model('treatment-centre'), quick)
    case 'stroke-unit':
      return strokeUnitExperiments(model('stroke-unit'), quick)
    case 'laws':
      return lawsExperiments(model('treatment-centre'), quick)
    case 'fairness':
      return fairnessExperiments(model, quick)
    case 'presets':
      return presetsExperiments(scenarios, quick)
  }
}

function named(models: ValidationInputs['models'], name: string): ModelDocument {
  const model = models[name]
  if (model === undefined)
    throw new RangeError(`The model ${name} is not among those that came with the program; install it anew.`)
  return model
}
