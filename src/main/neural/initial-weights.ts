import type { NetworkSpec } from './engine.ts'
import { Generator } from './generator.ts'
import { layerShapes, parameterCount } from './network-spec.ts'

/** Parameters to start from: orthogonal weights times each layer's gain, biases 0. The same seed gives the same. */
export function initialParameters(spec: NetworkSpec, seed: number): Float32Array {
  const parameters = new Float32Array(parameterCount(spec))
  layerShapes(spec).forEach((shape, index) => {
    const weights = orthogonal(shape.inputs, shape.units, new Generator(seed, index))
    const gain = spec.layers[index]?.gain ?? 1
    for (let at = 0; at < weights.length; at++) parameters[shape.weightsAt + at] = gain * (weights[at] as number)
  })
  return parameters
}

/** A rows x columns matrix whose columns (or rows, whichever are fewer) have length 1 and stand at right angles. */
function orthogonal(rows: number, columns: number, generator: Generator): Float64Array {
  const count = Math.min(rows, columns)
  const length = Math.max(rows, columns)
  const vectors: Float64Array[] = []
  while (vectors.length < count) {
    const vector = Float64Array.from({ length }, () => generator.normal())
    // Modified Gram-Schmidt, twice: once leaves a residue that grows with the size.
    for (let pass = 0; pass < 2; pass++)
      for (const other of vectors) {
        const along = dot(vector, other)
        for (let at = 0; at < length; at++) vector[at] = (vector[at] as number) - along * (other[at] as number)
      }
    const size = Math.sqrt(dot(vector, vector))
    if (size > 1e-6) vectors.push(vector.map((value) => value / size))
  }
  const matrix = new Float64Array(rows * columns)
  vectors.forEach((vector, index) => {
    for (let at = 0; at < length; at++) {
      const place = rows >= columns ? at * columns + index : index * columns + at
      matrix[place] = vector[at] as number
    }
  })
  return matrix
}

function dot(left: Float64Array, right: Float64Array): number {
  let sum = 0
  for (let at = 0; at < left.length; at++) sum += (left[at] as number) * (right[at] as number)
  return sum
}
