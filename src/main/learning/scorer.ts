import type { EnvironmentSpec } from '../environments/environment.ts'
import type { CpuNetwork, LayerSpec, NetworkSpec } from '../neural/engine.ts'

const hidden = (units: readonly number[]): LayerSpec[] =>
  units.map((count) => ({ units: count, activation: 'tanh', gain: Math.SQRT2 }))

/** One score from an action's features and the decision's context: the same network for every action. */
export const scorerSpec = (
  environment: Pick<EnvironmentSpec, 'actionFeatures' | 'contextFeatures'>,
  units: readonly number[],
): NetworkSpec => ({
  inputs: environment.actionFeatures + environment.contextFeatures,
  // Nearly 0 at first, so that the agent starts from its prior.
  layers: [...hidden(units), { units: 1, activation: 'linear', gain: 0.01 }],
})

/** Expected discounted reward of each channel. */
export const criticSpec = (environment: EnvironmentSpec, units: readonly number[]): NetworkSpec => ({
  inputs: environment.criticFeatures,
  layers: [...hidden(units), { units: environment.channels, activation: 'linear', gain: 1 }],
})

/** A forward pass over any number of rows, in pieces the engine likes. Writes rows x outputs to `output`. */
export function forwardInChunks(
  network: CpuNetwork,
  input: Float32Array,
  rows: number,
  preferredRows: number,
  output: Float32Array,
): void {
  const { inputs, layers } = network.spec
  const outputs = layers.at(-1)!.units
  for (let from = 0; from < rows; from += preferredRows) {
    const count = Math.min(preferredRows, rows - from)
    const part = network.forward(input.subarray(from * inputs, (from + count) * inputs), count)
    output.set(part.subarray(0, count * outputs), from * outputs)
  }
}
