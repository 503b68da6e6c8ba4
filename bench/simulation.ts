import { resolve } from 'node:path'
import { hospitalsSideBySide } from '../src/main/environments/hospital/hospital-environment.ts'
import { ModelExperiment } from '../src/main/evaluation/model/model-experiment.ts'
import { simulateReplication } from '../src/main/evaluation/model/replication.ts'
import { ReplicationRunner } from '../src/main/evaluation/model/replication-runner.ts'
import { compileModel } from '../src/main/simulation/compile-model.ts'
import { compileScenario } from '../src/main/simulation/hospital/hospital-model.ts'
import { drawPatients, type PatientTable } from '../src/main/simulation/hospital/patients.ts'
import { builtInRule } from '../src/main/simulation/hospital/rules.ts'
import { runPolicy } from '../src/main/simulation/hospital/run-policy.ts'
import { Simulation } from '../src/main/simulation/hospital/simulation.ts'
import { ThreadPool } from '../src/main/training/thread-pool.ts'
import { centreExperiments } from '../src/main/validation/suites/treatment-centre.ts'
import { preset } from '../test/presets.ts'
import { type BenchRow, bestRate, processorSeconds } from './support/best-rate.ts'
import { CustomerLog } from './support/customer-log.ts'
import { mm10, treatmentCentre } from './support/models.ts'

const customers = 1_000_000
const rounds = 5
/** As the rollout of a standard training has them. */
const decisionsPerVisit = 512
const centreNote = 'the results that its publications give; SimPy about 50, plain JavaScript about 6,400'

/**
 * Speed of the simulation on one core in processor time, best of several rounds, patients drawn anew in each; and how much faster two cores
 * are, in wall time.
 */
export async function run(): Promise<BenchRow[]> {
  return [...queueRows(), ...centreRows(), ...urbanRows(), ...environmentRows(), ...(await threadRows())]
}

function queueRows(): BenchRow[] {
  const model = compileModel(mm10(customers / 8))
  const log = new CustomerLog(customers * 1.1)
  const rate = bestRate(rounds, (round) => {
    simulateReplication(model, { seed: round, use: 'development', replication: 0 }, log)
    return log.count
  })
  // Erlang C: 0.20459 hours.
  const wait = log.meanWait() / 60
  if (Math.abs(wait - 0.20459) > 0.01) throw new Error(`M/M/10 gives a mean wait of ${wait} hours, and theory 0.20459.`)
  const note = 'with a log of every customer; SimPy 137,000, Ciw 72,000; plain JavaScript without a log 5,980,000'
  return [{ name: 'mm10-customers', value: rate, unit: 'customers/s', note }]
}

function centreRows(): BenchRow[] {
  const document = treatmentCentre()
  const published = centreExperiments(document, true)[0]!.prepare(1)
  const row = new Float64Array(published.columns.length)
  const replications = 2000
  const rate = bestRate(rounds, (round) => {
    for (let index = 0; index < replications; index++) published.replicate(round * replications + index, row)
    return replications
  })
  const model = compileModel(document)
  const design = { seed: 1, use: 'development', batchMeans: false, apart: false } as const
  const runner = new ReplicationRunner(model, design)
  const full = bestRate(rounds, (round) => runner.run({ first: round * 1000, count: 1000 }).count)
  return [
    { name: 'treatment-centre-replications', value: rate, unit: 'replications/s', note: centreNote },
    { name: 'treatment-centre-all-measures', value: full, unit: 'replications/s', note: 'every measure and the digest' },
  ]
}

function urbanRows(): BenchRow[] {
  const replications = 400
  const scenario = preset('urban')
  const model = compileScenario(scenario)
  const rule = builtInRule('acuity', model)
  const simulation = new Simulation(model)
  const minutes = (scenario.run.warmUpHours + 24 * scenario.run.days) * 60
  let patients: PatientTable | undefined
  const perReplication = { events: 0, patients: 0 }
  const rate = bestRate(rounds, (round) => {
    perReplication.events = 0
    perReplication.patients = 0
    for (let replication = 0; replication < replications; replication++) {
      patients = drawPatients(model, { seed: round, use: 'development', replication }, minutes, patients)
      simulation.start(patients)
      runPolicy(simulation, rule, minutes)
      perReplication.events += simulation.eventsExecuted / replications
      perReplication.patients += patients.count / replications
    }
    return replications
  })
  return [
    { name: 'urban-replications', value: rate, unit: 'replications/s' },
    { name: 'urban-events', value: rate * perReplication.events, unit: 'events/s' },
    { name: 'urban-patients', value: rate * perReplication.patients, unit: 'patients/s' },
  ]
}

interface Hospital {
  readonly index: number
  readonly simulation: Simulation
  patients: PatientTable | undefined
}

/**
 * Many hospitals at once, as agents meet them: each goes on to its next decision, then the next one's turn comes. A rollout takes a few side by side
 * (`hospitalsSideBySide`) for all its steps before it goes on to the next few, which costs less; `lockstep` rows are what it costs
 * where each decision goes round all hospitals instead. Drawing patients stands apart; `event-cost` is stepping and drawing. A first round, which finds
 * the memory untouched and the program not yet compiled, does not count.
 */
function environmentRows(): BenchRow[] {
  const scenario = preset('urban')
  const model = compileScenario(scenario)
  const rule = builtInRule('acuity', model)
  const minutes = (scenario.run.warmUpHours + 24 * scenario.run.days) * 60

  const begin = (hospitals: readonly Hospital[], { round, first }: { round: number; first: number }): void => {
    for (const hospital of hospitals) {
      const key = { seed: round, use: 'development', replication: first + hospital.index } as const
      hospital.patients = drawPatients(model, key, minutes, hospital.patients)
      hospital.simulation.start(hospital.patients)
    }
  }

  /** Takes these hospitals so many decisions further, or to their end; whether any goes on. */
  const goOn = (hospitals: readonly Hospital[], decisions: number): boolean => {
    let going = hospitals.length
    for (let decision = 0; decision < decisions && going > 0; decision++) {
      going = 0
      for (const { simulation } of hospitals) {
        if (!simulation.advance(minutes)) continue
        simulation.startCare(simulation.onlyClass >= 0 ? simulation.onlyClass : rule.choose(simulation))
        going++
      }
    }
    return going > 0
  }

  return [1, 10, 100, 1000].flatMap((count) => {
    const hospitals: Hospital[] = Array.from({ length: count }, (_, index) => ({
      index,
      simulation: new Simulation(model),
      patients: undefined,
    }))
    const turns = Math.ceil(200 / count)
    const inBlocks = Array.from({ length: Math.ceil(count / hospitalsSideBySide) }, (_, block) =>
      hospitals.slice(block * hospitalsSideBySide, (block + 1) * hospitalsSideBySide),
    )
    const best = { drawing: Number.POSITIVE_INFINITY, stepping: Number.POSITIVE_INFINITY, lockstep: Number.POSITIVE_INFINITY }
    for (let round = 0; round <= rounds; round++) {
      let events = 0
      const seconds = { drawing: 0, stepping: 0, lockstep: 0 }
      for (let turn = 0; turn < turns; turn++) {
        for (const [way, blocks] of [
          ['stepping', inBlocks],
          ['lockstep', [hospitals]],
        ] as const) {
          // As in a rollout, an episode begins when the turn of its hospital comes.
          let going: (readonly Hospital[])[] = []
          for (const block of blocks) {
            seconds.drawing += processorSeconds(() => begin(block, { round, first: turn * count })) / 2
            seconds[way] += processorSeconds(() => {
              if (goOn(block, decisionsPerVisit)) going.push(block)
            })
          }
          seconds[way] += processorSeconds(() => {
            while (going.length > 0) going = going.filter((block) => goOn(block, decisionsPerVisit))
          })
        }
        for (const { simulation } of hospitals) events += simulation.eventsExecuted
      }
      if (round === 0) continue
      for (const part of ['drawing', 'stepping', 'lockstep'] as const) best[part] = Math.min(best[part], seconds[part] / events)
    }
    const row = (name: string, secondsPerEvent: number): BenchRow => ({
      name: `${name}-${count}-environments`,
      value: 1e9 * secondsPerEvent,
      unit: 'ns/event',
    })
    return [
      row('event-cost', best.stepping + best.drawing),
      row('event-stepping', best.stepping),
      row('event-drawing', best.drawing),
      row('lockstep-stepping', best.lockstep),
    ]
  })
}

/** Threads that run already; the same replications on one and on two, and the same bits. */
async function threadRows(): Promise<BenchRow[]> {
  const document = treatmentCentre()
  const model = compileModel(document)
  const options = { replications: 6000, seed: 1 }
  const program = resolve(import.meta.dirname, '../src/main/training/thread.ts')
  const { design } = new ModelExperiment(model, options)
  const seconds = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]
  const digests = new Set<string>()
  const pools = await Promise.all(
    [1, 2].map((threads) => ThreadPool.start({ kind: 'replications', document, design }, { program, threads })),
  )
  for (let round = 0; round < 4; round++) {
    for (const [index, pool] of pools.entries()) {
      const experiment = new ModelExperiment(model, options)
      const before = performance.now()
      await pool.shareOut(
        () => experiment.nextRange(),
        (_range, rows) => experiment.add(rows),
      )
      seconds[index] = Math.min(seconds[index]!, (performance.now() - before) / 1000)
      digests.add(experiment.result().digest)
    }
  }
  await Promise.all(pools.map((pool) => pool.close()))
  if (digests.size !== 1) throw new Error('Two threads gave other numbers than one.')
  return [
    { name: 'two-core-speedup', value: seconds[0]! / seconds[1]!, unit: 'times', note: 'wall time, threads that run already' },
  ]
}
