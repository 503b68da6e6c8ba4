import type { EnvironmentSpec } from '../environments/environment.ts'
import type { LayerSpec, Network, NetworkSpec } from '../neural/engine.ts'
import type { PpoOptions } from './ppo-options.ts'

type Sizes = Pick<EnvironmentSpec, 'actions' | 'actionFeatures' | 'contextFeatures'>

/**
 * Whether one network gives a score to every action at once, which suits actions that are known by their place; otherwise one network scores
 * each action from its features.
 */
export const isDirect = (environment: Pick<EnvironmentSpec, 'actionFeatures'>): boolean => environment.actionFeatures === 0

/** Orthogonal weights with a gain of the square root of 2 and biases of 0. */
const hidden = (units: readonly number[], activation: PpoOptions['activation']): LayerSpec[] =>
  units.map((count) => ({ units: count, activation, gain: Math.SQRT2 }))

/** A scorer's rows of one decision have the context in common. */
export const sharedInputs = (environment: Pick<Sizes, 'actionFeatures' | 'contextFeatures'>): number =>
  isDirect(environment) ? 0 : environment.contextFeatures

/** The policy: scores to which prior logits are added. Nearly 0 at first, so that an agent starts from its prior, or by trying everything. */
export const policySpec = (environment: Sizes, options: Pick<PpoOptions, 'policyUnits' | 'activation'>): NetworkSpec => ({
  inputs: environment.actionFeatures + environment.contextFeatures,
  sharedInputs: sharedInputs(environment),
  layers: [
    ...hidden(options.policyUnits, options.activation),
    { units: isDirect(environment) ? environment.actions : 1, activation: 'linear', gain: 0.01 },
  ],
})

/** Expected discounted reward of each channel, by a network of its own. */
export const criticSpec = (
  environment: Pick<EnvironmentSpec, 'criticFeatures' | 'channels'>,
  options: Pick<PpoOptions, 'criticUnits' | 'activation'>,
): NetworkSpec => ({
  inputs: environment.criticFeatures,
  layers: [...hidden(options.criticUnits, options.activation), { units: environment.channels, activation: 'linear', gain: 1 }],
})

/** A forward pass over any number of rows, in pieces the engine likes. Writes rows x outputs to `output`. */
export async function forwardInChunks(
  network: Network,
  input: Float32Array,
  rows: number,
  preferredRows: number,
  output: Float32Array,
): Promise<void> {
  const { inputs, layers } = network.spec
  const outputs = layers.at(-1)!.units
  for (let from = 0; from < rows; from += preferredRows) {
    const count = Math.min(preferredRows, rows - from)
    const part = await network.forward(input.subarray(from * inputs, (from + count) * inputs), count)
    output.set(part.subarray(0, count * outputs), from * outputs)
  }
}
