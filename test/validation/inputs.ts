import type { ValidationInputs } from '../../src/main/validation/suites.ts'
import { publishedModel, publishedModelNames } from '../models.ts'
import { preset, presetNames } from '../presets.ts'

/** What ships. */
export const inputs: ValidationInputs = {
  models: Object.fromEntries(publishedModelNames.map((name) => [name, publishedModel(name)])),
  scenarios: Object.fromEntries(presetNames.map((name) => [name, preset(name)])),
}
