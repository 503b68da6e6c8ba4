import { Option } from 'commander'
import { formatNumber } from '../../shared/format.ts'
import { trainingOptionsSchema } from '../../shared/run.ts'
import { type TrainingLength, trainingLengthNames, trainingLengths } from '../../shared/training-lengths.ts'
import { wholeNumber } from './arguments.ts'

/** How long a training is, by a number or by a word. */
export interface LengthOptions {
  decisions?: number
  budget?: TrainingLength
}

/** The window begins with this one, too. */
const usualBudget = 'standard'

/** `where` says when the option counts, as `with --scenario: `. */
export const decisionsOption = (where = '') =>
  new Option('--decisions <n>', `${where}decisions each agent learns from; default: those of --budget`).argParser(
    wholeNumber(trainingOptionsSchema.shape.decisions),
  )

export function budgetOption(where = ''): Option {
  const lengths = trainingLengthNames.map((name) => `${name} ${formatNumber(trainingLengths[name])}`).join(', ')
  return new Option('--budget <name>', `${where}decisions by a word: ${lengths}; default: ${usualBudget}`)
    .choices(trainingLengthNames)
    .conflicts('decisions')
}

export const decisionsOf = ({ decisions, budget = usualBudget }: LengthOptions): number => decisions ?? trainingLengths[budget]
