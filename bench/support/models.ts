import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { type ModelDocument, modelSchema } from '../../src/shared/model/document.ts'

const resource = (path: string): string => readFileSync(resolve(import.meta.dirname, '../../resources', path), 'utf8')

export const treatmentCentre = (): ModelDocument => modelSchema.parse(JSON.parse(resource('models/treatment-centre.json')))

/** M/M/10 at 80 % load (8 customers an hour, one hour of service), or several of them one after the other. */
export function mm10(hours: number, stations = 1): ModelDocument {
  const names = Array.from({ length: stations }, (_, index) => `${index + 1}`)
  return modelSchema.parse({
    format: 'fairward-model',
    version: 1,
    name: 'mm10',
    title: 'M/M/10',
    timeUnit: 'hours',
    classes: ['customer'],
    arrivals: [{ name: 'door', process: { process: 'poisson', ratePerHour: 8 } }],
    resources: names.map((name) => ({ name: `server-${name}`, units: 10 })),
    steps: [
      ...names.map((name) => ({
        name: `service-${name}`,
        do: 'serve',
        resources: { [`server-${name}`]: 1 },
        duration: { distribution: 'exponential', mean: 1 },
      })),
      { name: 'out', do: 'exit' },
    ],
    run: { kind: 'steady-state', horizon: hours, warmUp: 0, replications: 1, seed: 1 },
  })
}
