import type { Network, NetworkSpec, NeuralEngine, SharedInputs } from '../engine.ts'
import { Generator } from '../generator.ts'
import { ownInputs } from '../network-spec.ts'

/** A network and how many rows of it one update takes. */
export interface Workload {
  readonly spec: NetworkSpec
  readonly rows: number
  /** How many rows have inputs in common, where the network takes those apart. */
  readonly rowsTogether?: number
}

interface Prepared {
  readonly network: Network
  readonly rowsTogether: number
  readonly input: Float32Array
  /** What rows have in common. */
  readonly shared: Float32Array
  readonly pull: Float32Array
}

const adam = { learningRate: 1e-4, epsilon: 1e-5, beta1: 0.9, beta2: 0.999 }
/** The first updates are made of so few of the rows, so that a very slow engine is found out soon. */
const shares = [1 / 64, 1 / 8, 1]

/**
 * Rows a second of whole updates (forward, backward, clipping, Adam) of all networks in turn, the best update within the time given: whatever
 * else runs on the machine only ever makes it slower. An engine for which a whole update takes longer is measured on part of one.
 */
export async function measureEngine(
  engine: NeuralEngine,
  workloads: readonly Workload[],
  clock: { now(): number },
  milliseconds: number,
): Promise<number> {
  const prepared = await Promise.all(workloads.map((workload) => prepare(engine, workload)))
  const started = clock.now()
  const isOver = () => clock.now() - started >= milliseconds
  let best = 0
  for (const share of shares) {
    const rows = workloads.map((workload) => Math.max(1, Math.round(share * workload.rows)))
    const total = rows.reduce((sum, count) => sum + count, 0)
    best = 0
    // The first of a size prepares kernels and memory for it.
    for (let round = 0; round < 2 || (share === 1 && !isOver()); round++) {
      const before = clock.now()
      for (const [index, one] of prepared.entries()) await update(engine, one, rows[index]!)
      best = Math.max(best, total / (Math.max(clock.now() - before, 1e-3) / 1000))
    }
    if (isOver()) break
  }
  for (const { network } of prepared) network.dispose()
  return best
}

async function prepare(engine: NeuralEngine, { spec, rows, rowsTogether = 1 }: Workload): Promise<Prepared> {
  const generator = new Generator(1, 1)
  const own = ownInputs(spec)
  const numbers = (length: number) => Float32Array.from({ length }, () => generator.uniform() - 0.5)
  return {
    network: await engine.createNetwork(spec, 1),
    rowsTogether,
    input: numbers(rows * own),
    shared: numbers(Math.ceil(rows / rowsTogether) * (spec.inputs - own)),
    pull: numbers(rows * spec.layers.at(-1)!.units),
  }
}

async function update({ preferredRows }: NeuralEngine, prepared: Prepared, rows: number): Promise<void> {
  const { network, input, pull } = prepared
  const own = ownInputs(network.spec)
  const outputs = network.spec.layers.at(-1)!.units
  await network.zeroGradients()
  for (let from = 0; from < rows; from += preferredRows) {
    const to = Math.min(rows, from + preferredRows)
    await network.forward(input.subarray(from * own, to * own), to - from, sharedBy(prepared, to - from))
    await network.backward(pull.subarray(from * outputs, to * outputs), to - from)
  }
  const norm = await network.gradientNorm()
  await network.adamStep({ ...adam, gradientScale: Math.min(1, 0.5 / (norm / rows + 1e-6)) / rows })
}

/** What the first blocks have in common, for so many rows. */
function sharedBy({ rowsTogether, shared: values }: Prepared, rows: number): SharedInputs | undefined {
  if (values.length === 0) return undefined
  const blocks = Math.ceil(rows / rowsTogether)
  return { blocks, rowStart: Int32Array.from({ length: blocks + 1 }, (_, block) => Math.min(rows, block * rowsTogether)), values }
}
