import type { Scenario } from '../../src/shared/scenario.ts'
import { preset } from '../presets.ts'

/**
 * M/M/10 as a hospital: 8 arrivals and 10 spaces of one departure an hour, three levels at 1, 3 and 4 an hour, clinicians without end,
 * perfect triage, endless patience. Two groups: the first arrives at 0.2, 1.0, 2.8 an hour by level, the second at 0.8, 2.0, 1.2.
 */
export function tenServers(run: Scenario['run']): Scenario {
  const urban = preset('urban')
  const group = (id: string, label: string, acuityMix: number[]): Scenario['groups'][number] => ({
    ...urban.groups[0]!,
    id,
    label,
    share: 0.5,
    hourFactor: Array(24).fill(1),
    acuityMix,
    underTriage: 0,
    overTriage: 0,
    spaceTimeFactor: 1,
    clinicianTimeFactor: 1,
    patienceFactor: 1,
  })
  return {
    ...urban,
    arrivals: { ratePerHour: Array(24).fill(8), weekdayFactor: Array(7).fill(1), dayVariation: 0, surge: null },
    groups: [group('first', 'First group', [0.05, 0.25, 0.7, 0, 0]), group('second', 'Second group', [0.2, 0.5, 0.3, 0, 0])],
    resources: { careSpaces: 10, cliniciansByHour: Array(24).fill(200) },
    care: {
      spaceMinutes: Array(5).fill({ distribution: 'exponential', meanMinutes: 60 }),
      clinicianMinutes: Array(5).fill({ distribution: 'constant', minutes: 1e-6 }),
    },
    admission: { ...urban.admission, probability: Array(5).fill(0) },
    patience: { minutes: Array(5).fill(null), crowding: 0 },
    deterioration: { meanMinutes: Array(5).fill(null) },
    run,
  }
}
