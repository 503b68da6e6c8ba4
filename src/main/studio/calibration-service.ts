import type { AsyncIteratorClass } from '@orpc/server'
import { v7 as newId } from 'uuid'
import type { CalibrationOptions, VisitMapping, VisitsInspection, VisitsOptions } from '../../shared/calibration.ts'
import type { CalibrationEvent, VisitsEvent } from '../../shared/contract.ts'
import type { ActivityService } from './activity-service.ts'
import type { AwaitedJobs } from './awaited-jobs.ts'
import { mapEvents } from './map-events.ts'
import type { ScenarioService } from './scenario-service.ts'

/** A hospital's own visits: what a file holds, the scenario that it tells, and made-up files of the same form. Visits are never stored. */
export class CalibrationService {
  readonly #jobs: AwaitedJobs
  readonly #activity: ActivityService
  readonly #scenarios: ScenarioService

  constructor(jobs: AwaitedJobs, activity: ActivityService, scenarios: ScenarioService) {
    this.#jobs = jobs
    this.#activity = activity
    this.#scenarios = scenarios
  }

  async inspect(
    { text, mapping }: { text: string; mapping: VisitMapping },
    signal: AbortSignal | undefined,
  ): Promise<VisitsInspection> {
    const result = await this.#jobs.run({ kind: 'inspection', id: newId(), attempt: 1, text, mapping }, signal)
    if (result.kind !== 'inspection') throw new Error(`an inspection ended with the result of a ${result.kind} job`)
    return result.inspection
  }

  fit(
    { text, base: baseName, options }: { text: string; base: string; options: CalibrationOptions },
    signal: AbortSignal | undefined,
  ): AsyncIteratorClass<CalibrationEvent, undefined> {
    const { scenario: base } = this.#scenarios.getUsable(baseName)
    const id = newId()
    this.#activity.track({
      id,
      kind: 'calibration',
      subjectId: base.name,
      title: `Calibration from visits, based on ${base.title}`,
    })
    const events = this.#jobs.stream({ kind: 'calibration', id, attempt: 1, text, base, options }, signal)
    return mapEvents(events, (event): CalibrationEvent | null => {
      if (event.kind === 'progress') return event
      return event.kind === 'result' && event.result.kind === 'calibration'
        ? { kind: 'result', result: event.result.result }
        : null
    })
  }

  synthesise(
    { scenario: name, options }: { scenario: string; options: VisitsOptions },
    signal: AbortSignal | undefined,
  ): AsyncIteratorClass<VisitsEvent, undefined> {
    const { scenario } = this.#scenarios.getUsable(name)
    const id = newId()
    this.#activity.track({ id, kind: 'visits', subjectId: scenario.name, title: `Made-up visits of ${scenario.title}` })
    const events = this.#jobs.stream({ kind: 'visits', id, attempt: 1, scenario, options }, signal)
    return mapEvents(events, (event): VisitsEvent | null => {
      if (event.kind === 'progress') return event
      return event.kind === 'part' && event.part.kind === 'text' ? event.part : null
    })
  }
}
