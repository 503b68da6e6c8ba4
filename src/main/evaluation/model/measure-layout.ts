import { sampleFields } from '../../statistics/pooled-times.ts'

export const countFields = ['in', 'out', 'left', 'lost', 'balked', 'inside'] as const
/** Of these a step has counts; the mean number waiting follows. */
export const stepCountFields = ['arrived', 'started', 'left', 'lost', 'balked', 'preempted'] as const
export const stepFields = [...stepCountFields, 'waiting'] as const
/** Mean units over time. */
export const resourceFields = ['busy', 'staffed'] as const

/** Where each field stands among the others. */
export function positionsOf<Field extends string>(fields: readonly Field[]): Readonly<Record<Field, number>> {
  return Object.fromEntries(fields.map((field, index) => [field, index])) as Record<Field, number>
}

/** Beyond so many cells of step and class, steps are told for all classes together only. */
const mostStepCells = 2000
/** Most entries of a census of units busy, for one resource and for all together. */
const longestCensus = 251
const censusEntriesInAll = 5000

/** What a model has that can be measured. */
export interface MeasuredParts {
  readonly classes: number
  /** Steps where patients wait. */
  readonly requests: number
  /** Most units ever on duty, by resource. */
  readonly units: readonly number[]
}

/**
 * Where each measure stands in a row: a block for all patients and each class (counts, whole wait, time in system, mean number inside), a block for
 * each step and all or each class (step fields, wait), a block for each resource (resource fields, census). Block 0 of classes is all of them.
 * Times are told as sums of a window (`sampleFields`), from which alone means over all replications follow.
 */
export class MeasureLayout {
  readonly parts: MeasuredParts
  readonly columns: number
  /** Blocks of a step: all, and each class unless these are too many. */
  readonly stepBlocks: number
  /** Entries of each resource's census: 0, 1, 2 ... units busy, the last also for more. */
  readonly censusEntries: readonly number[]
  /** In a block of a class. */
  readonly waitOffset = countFields.length
  readonly timeOffset = countFields.length + sampleFields.length
  readonly inSystemOffset = countFields.length + 2 * sampleFields.length
  /** In a block of a step. */
  readonly stepWaitOffset = stepFields.length
  /** First column of the times of each sample, in the order in which their bins come. */
  readonly sampleStarts: readonly number[]
  private readonly classBlock = this.inSystemOffset + 1
  private readonly stepBlock = stepFields.length + sampleFields.length
  private readonly firstStep: number
  private readonly resourceStarts: readonly number[]

  constructor(parts: MeasuredParts) {
    this.parts = parts
    const { classes, requests, units } = parts
    this.stepBlocks = requests * (classes + 1) > mostStepCells ? 1 : classes + 1
    const share = Math.max(2, Math.floor(censusEntriesInAll / Math.max(1, units.length)))
    this.censusEntries = units.map((count) => Math.min(count + 1, longestCensus, share))
    this.firstStep = (classes + 1) * this.classBlock
    let next = this.firstStep + requests * this.stepBlocks * this.stepBlock
    this.resourceStarts = this.censusEntries.map((entries) => {
      const start = next
      next += resourceFields.length + entries
      return start
    })
    this.columns = next
    this.sampleStarts = [
      ...Array.from({ length: classes + 1 }, (_, block) => block).flatMap((block) => [
        this.classAt(block) + this.waitOffset,
        this.classAt(block) + this.timeOffset,
      ]),
      ...Array.from(
        { length: requests * this.stepBlocks },
        (_, cell) => this.firstStep + cell * this.stepBlock + this.stepWaitOffset,
      ),
    ]
  }

  /** First column of a class, where its counts begin. */
  classAt(block: number): number {
    return block * this.classBlock
  }

  /** First column of a step and class, where the step fields begin. */
  stepAt(request: number, block: number): number {
    return this.firstStep + (request * this.stepBlocks + block) * this.stepBlock
  }

  /** First column of the resource fields; the census follows. */
  resourceAt(resource: number): number {
    return this.resourceStarts[resource]!
  }
}
