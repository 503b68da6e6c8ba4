const clipAt = 8

/** Brings features to mean 0 and standard deviation 1 by what it has seen so far, within -8 to 8. */
export class RunningNormaliser {
  readonly features: number
  private count = 0
  private readonly mean: Float64Array
  /** Sum of squared distances from the mean. */
  private readonly squares: Float64Array
  private readonly scale: Float64Array

  constructor(features: number) {
    this.features = features
    this.mean = new Float64Array(features)
    this.squares = new Float64Array(features)
    this.scale = new Float64Array(features).fill(1)
  }

  /** Takes in rows x features (Welford's update, row by row). */
  learn(values: Float32Array): void {
    const { features, mean, squares } = this
    const rows = features === 0 ? 0 : values.length / features
    for (let row = 0, at = 0; row < rows; row++) {
      const count = ++this.count
      for (let feature = 0; feature < features; feature++, at++) {
        const value = values[at]!
        const before = value - mean[feature]!
        const after = mean[feature]! + before / count
        mean[feature] = after
        squares[feature] = squares[feature]! + before * (value - after)
      }
    }
    this.updateScale()
  }

  /** Writes one row of `source`, normalised, to `target`; as it is where nothing was ever learned. */
  apply(source: Float32Array, sourceAt: number, target: Float32Array, targetAt: number): void {
    if (this.count === 0) {
      for (let feature = 0; feature < this.features; feature++) target[targetAt + feature] = source[sourceAt + feature]!
      return
    }
    for (let feature = 0; feature < this.features; feature++) {
      const value = (source[sourceAt + feature]! - this.mean[feature]!) * this.scale[feature]!
      target[targetAt + feature] = Math.max(-clipAt, Math.min(clipAt, value))
    }
  }

  saveState(): Float64Array {
    return Float64Array.of(this.count, ...this.mean, ...this.squares)
  }

  restoreState(state: Float64Array): void {
    if (state.length !== 1 + 2 * this.features)
      throw new Error(`A normaliser of ${this.features} features was given the state of ${(state.length - 1) / 2}.`)
    this.count = state[0]!
    this.mean.set(state.subarray(1, 1 + this.features))
    this.squares.set(state.subarray(1 + this.features))
    this.updateScale()
  }

  private updateScale(): void {
    const { count, features, scale, squares } = this
    if (count < 2) scale.fill(1)
    else for (let feature = 0; feature < features; feature++) scale[feature] = 1 / Math.sqrt(squares[feature]! / count + 1e-8)
  }
}
