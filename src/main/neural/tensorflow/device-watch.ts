/** Ends the waits for numbers of a device that has failed: they would never come. */
export class DeviceWatch {
  private failure: Error | null = null
  private readonly waiting = new Set<(failure: Error) => void>()

  /** The first failure counts. */
  fail(failure: Error): void {
    this.failure ??= failure
    for (const reject of this.waiting) reject(this.failure)
  }

  /** What the work gives, or the failure of the device, whichever comes first. */
  during<T>(work: () => Promise<T>): Promise<T> {
    if (this.failure !== null) return Promise.reject(this.failure)
    return new Promise((resolve, reject) => {
      this.waiting.add(reject)
      work()
        .then(resolve, reject)
        .finally(() => this.waiting.delete(reject))
    })
  }
}
