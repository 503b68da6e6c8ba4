import type { LiveCommand, LiveFrame } from '../../shared/live.ts'
import type { LiveHospital } from './live-hospital.ts'

const millisecondsPerMinute = 60_000
/** `max` shows a moment every two hours: faster, nobody could see what happens. */
const minutesPerFrameAtMost = 120
/** A still hospital is shown again now and then, for who has come to watch. */
const stillFrames = 20

/** A hospital with the knobs of a player. */
export class LiveShow {
  readonly #hospital: LiveHospital
  #playing = true
  /** Ten minutes a second: slow enough to follow, fast enough that something is seen to happen at once. */
  #speed: LiveFrame['speed'] = 600
  #sequence = 0
  #changed = true
  #stillFor = 0

  constructor(hospital: LiveHospital) {
    this.#hospital = hospital
  }

  obey(command: LiveCommand): void {
    this.#changed = true
    switch (command.action) {
      case 'play':
        this.#playing = true
        break
      case 'pause':
        this.#playing = false
        break
      case 'step':
        this.#playing = false
        this.#hospital.step()
        break
      case 'speed':
        this.#speed = command.speed
        break
      case 'seek':
        this.#hospital.goTo(command.minutes)
        break
    }
  }

  /** Real time goes by. */
  pass(milliseconds: number): void {
    if (!this.#playing) return
    const { minutes, endMinutes } = this.#hospital
    const passed = this.#speed === 'max' ? minutesPerFrameAtMost : (milliseconds / millisecondsPerMinute) * this.#speed
    this.#hospital.goTo(minutes + passed)
    this.#changed = true
    if (this.#hospital.minutes >= endMinutes) this.#playing = false
  }

  /** The next frame; null while nothing has changed. */
  nextFrame(): LiveFrame | null {
    this.#stillFor = this.#changed ? 0 : this.#stillFor + 1
    if (!this.#changed && this.#stillFor % stillFrames !== 0) return null
    this.#changed = false
    this.#sequence += 1
    return { sequence: this.#sequence, playing: this.#playing, speed: this.#speed, ...this.#hospital.view() }
  }
}
