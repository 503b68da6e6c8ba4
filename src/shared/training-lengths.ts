/** Decisions of the three lengths of a training: a first look, an agent worth comparing, and what more patience brings. */
export const trainingLengths = { quick: 120_000, standard: 800_000, thorough: 2_400_000 } as const
export type TrainingLength = keyof typeof trainingLengths
export const trainingLengthNames = ['quick', 'standard', 'thorough'] as const satisfies readonly TrainingLength[]
