import { compileScenario } from '../simulation/hospital/hospital-model.ts'
import type { SpecificationOf } from './job.ts'
import type { JobContext, LastMessage } from './job-context.ts'
import { LiveHospital } from './live-hospital.ts'
import { LiveShow } from './live-show.ts'
import { evaluatedPolicy } from './policy-source.ts'

const frameMilliseconds = 100
/** A clock that stood still (a sleeping computer) does not make the hospital jump. */
const longestTickMilliseconds = 1_000

/** A hospital to watch, until the host stops it. */
export async function runLive(specification: SpecificationOf<'live'>, context: JobContext): Promise<LastMessage> {
  const { scenario, policy, seed } = specification
  const { clock } = context
  const model = compileScenario(scenario, { numberedSpaces: true })
  const show = new LiveShow(new LiveHospital(model, evaluatedPolicy(policy, scenario).create(model), seed))
  let last = clock.now()
  while (context.wish === null) {
    for (const command of context.takeCommands()) show.obey(command)
    const now = clock.now()
    show.pass(Math.min(now - last, longestTickMilliseconds))
    last = now
    const frame = show.nextFrame()
    if (frame !== null) context.post({ type: 'frame', frame })
    await new Promise<void>((resolve) => clock.after(frameMilliseconds, resolve))
  }
  return { type: 'ended', outcome: 'stopped' }
}
