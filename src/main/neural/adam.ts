import type { AdamOptions, OptimiserState } from './engine.ts'

/** Adam (Kingma and Ba, "Adam: A Method for Stochastic Optimization") on a flat list of parameters. */
export class Adam {
  private step = 0
  private readonly firstMoment: Float32Array
  private readonly secondMoment: Float32Array

  constructor(parameterCount: number) {
    this.firstMoment = new Float32Array(parameterCount)
    this.secondMoment = new Float32Array(parameterCount)
  }

  update(parameters: Float32Array, gradients: Float64Array, options: AdamOptions): void {
    const { beta1, beta2, epsilon, gradientScale } = options
    this.step += 1
    const size = options.learningRate / (1 - beta1 ** this.step)
    const secondCorrection = 1 / (1 - beta2 ** this.step)
    for (let at = 0; at < parameters.length; at++) {
      const gradient = (gradients[at] as number) * gradientScale
      const first = beta1 * (this.firstMoment[at] as number) + (1 - beta1) * gradient
      const second = beta2 * (this.secondMoment[at] as number) + (1 - beta2) * gradient * gradient
      this.firstMoment[at] = first
      this.secondMoment[at] = second
      parameters[at] = (parameters[at] as number) - (size * first) / (Math.sqrt(second * secondCorrection) + epsilon)
    }
  }

  read(): OptimiserState {
    return { step: this.step, firstMoment: this.firstMoment.slice(), secondMoment: this.secondMoment.slice() }
  }

  write(state: OptimiserState): void {
    this.step = state.step
    this.firstMoment.set(state.firstMoment)
    this.secondMoment.set(state.secondMoment)
  }
}
