import { readFileSync } from 'node:fs'
import type { ValidationInputs } from '../../src/main/validation/suites.ts'
import type { ModelDocument } from '../../src/shared/model/document.ts'
import { parseModelText } from '../../src/shared/model/parse-model.ts'
import { preset, presetNames } from '../presets.ts'

function shippedModel(name: string): ModelDocument {
  const parsed = parseModelText(readFileSync(new URL(`../../resources/models/${name}.json`, import.meta.url), 'utf8'))
  if (!parsed.ok) throw new Error(`model ${name}: ${JSON.stringify(parsed.problems)}`)
  return parsed.model
}

/** What ships. */
export const inputs: ValidationInputs = {
  models: { 'treatment-centre': shippedModel('treatment-centre'), 'stroke-unit': shippedModel('stroke-unit') },
  scenarios: Object.fromEntries(presetNames.map((name) => [name, preset(name)])),
}
