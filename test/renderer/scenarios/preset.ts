import pediatric from '../../../resources/scenarios/pediatric.json' with { type: 'json' }
import rural from '../../../resources/scenarios/rural.json' with { type: 'json' }
import surge from '../../../resources/scenarios/surge.json' with { type: 'json' }
import urban from '../../../resources/scenarios/urban.json' with { type: 'json' }
import { parseScenario, type Scenario } from '../../../src/shared/scenario.ts'

const documents = { urban, rural, pediatric, surge }

/** A preset as the window gets it. */
export function preset(name: keyof typeof documents): Scenario {
  const parsed = parseScenario(documents[name])
  if (!parsed.ok) throw new Error(`the preset ${name} is not valid`)
  return parsed.scenario
}
