interface Acts {
  /** Ends the studio: jobs leave a checkpoint. */
  close(): Promise<void>
  hideWindows(): void
  showWindow(): void
  quit(): void
  relaunch(): void
  log(line: string): void
}

/** When the app may end: after its studio, however often it is asked to before. */
export class AppLife {
  readonly #acts: Acts
  #state: 'open' | 'closing' | 'closed' = 'open'
  #wantedAgain = false

  constructor(acts: Acts) {
    this.#acts = acts
  }

  get isEnding(): boolean {
    return this.#state !== 'open'
  }

  /** For `before-quit`, which every way to end the app emits. */
  beforeQuit(event: { preventDefault(): void }): void {
    if (this.#state === 'closed') return
    event.preventDefault()
    if (this.#state === 'closing') return
    this.#state = 'closing'
    this.#acts.hideWindows()
    this.#acts
      .close()
      .catch((error: unknown) => this.#acts.log(`Closing failed: ${error instanceof Error ? error.message : String(error)}`))
      .finally(() => {
        this.#state = 'closed'
        if (this.#wantedAgain) this.#acts.relaunch()
        this.#acts.quit()
      })
  }

  /** For `second-instance`: somebody has started the app a second time, and wants to see a window. */
  startedAgain(): void {
    if (this.#state === 'open') this.#acts.showWindow()
    else this.#wantedAgain = true
  }
}
