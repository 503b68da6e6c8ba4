import type { SystemInfo } from '../../shared/contract.ts'
import { StoreProblem } from '../storage/store-problem.ts'
import type { Clock } from '../training/clock.ts'
import type { Workspace } from './workspace.ts'

/** Opening may wait for a locked database, so it is not tried on every call. */
const retryMilliseconds = 3000

/** Opens the data folder when it can be opened, and knows what is wrong with it when not. */
export class WorkspaceKeeper {
  readonly #open: () => Workspace
  readonly #clock: Clock
  readonly #mayOpen: boolean
  #workspace: Workspace | null = null
  #problem: StoreProblem | null
  #triedAt = Number.NEGATIVE_INFINITY

  /** With a `folderProblem` the folder is not ours to open. */
  constructor(open: () => Workspace, clock: Clock, folderProblem: StoreProblem | null) {
    this.#open = open
    this.#clock = clock
    this.#mayOpen = folderProblem === null
    this.#problem = folderProblem
  }

  /** Throws StoreProblem where the folder cannot be used. */
  get(): Workspace {
    if (this.#workspace !== null) return this.#workspace
    if (this.#problem !== null && (!this.#mayOpen || this.#clock.now() - this.#triedAt < retryMilliseconds)) throw this.#problem
    this.#triedAt = this.#clock.now()
    try {
      this.#workspace = this.#open()
      this.#problem = null
      return this.#workspace
    } catch (error) {
      if (error instanceof StoreProblem) this.#problem = error
      throw error
    }
  }

  /** Notes what went wrong while the store was open. */
  troubled(error: unknown): void {
    if (error instanceof StoreProblem) this.#problem = error
  }

  /** Tries again where something was wrong: the disk may have room again. */
  state(): SystemInfo['store'] {
    try {
      const { store } = this.get()
      if (this.#problem !== null) {
        store.check()
        this.#problem = null
      }
      return { state: 'ready', message: null }
    } catch (error) {
      if (!(error instanceof StoreProblem)) throw error
      this.#problem = error
      return { state: error.state, message: error.message }
    }
  }

  async close(): Promise<void> {
    await this.#workspace?.close()
  }
}
