import type { OpenStudio } from '../serve/open-host.ts'

/** The app's studio. Where another process has the data folder and goes, the folder is taken anew: by the app itself or the next one. */
export class StudioKeeper {
  readonly #open: () => Promise<OpenStudio>
  #studio: Promise<OpenStudio> | null = null
  #closing: Promise<void> | null = null

  constructor(open: () => Promise<OpenStudio>) {
    this.#open = open
  }

  /** The studio as it can be spoken to now. Rejects with why there is none; the next call tries again. */
  async current(): Promise<OpenStudio> {
    if (this.#closing !== null) throw new Error('Fairward is closing.')
    this.#studio ??= this.#open()
    const opening = this.#studio
    try {
      const studio = await opening
      if (studio.kind === 'owner' || !studio.isLost()) return studio
      if (this.#studio === opening) {
        this.#studio = null
        await studio.close()
      }
    } catch (error) {
      if (this.#studio === opening) this.#studio = null
      throw error
    }
    return this.current()
  }

  /** Closes the studio, also one that is just being opened. Never rejects for one that could not be opened. */
  close(): Promise<void> {
    this.#closing ??= this.#close()
    return this.#closing
  }

  async #close(): Promise<void> {
    const studio = await this.#studio?.catch(() => null)
    await studio?.close()
  }
}
