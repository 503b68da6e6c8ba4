/** `fraction` from 0 to 1, and what is being done. */
export type ProgressListener = (fraction: number, detail: string) => void

/** Counts runs and tells how far things are. */
export class Progress {
  private done = 0
  private readonly total: number
  private readonly listener: ProgressListener | undefined

  constructor(total: number, listener: ProgressListener | undefined) {
    this.total = total
    this.listener = listener
  }

  advance(detail: string): void {
    this.done++
    this.listener?.(Math.min(1, this.done / this.total), detail)
  }
}
