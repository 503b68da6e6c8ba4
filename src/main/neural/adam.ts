import type { AdamOptions, OptimiserState } from './engine.ts'

/**
 * What corrects Adam's moments for their start at 0: the size of a step by the first moment, and the factor of the second. The powers are made of
 * products alone, so that every machine agrees; a library's power need not.
 */
export function corrections(options: AdamOptions, step: number): { size: number; secondCorrection: number } {
  const size = options.learningRate / (1 - power(options.beta1, step))
  return { size, secondCorrection: 1 / (1 - power(options.beta2, step)) }
}

function power(base: number, exponent: number): number {
  let result = 1
  for (let [square, left] = [base, exponent]; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) result *= square
    square *= square
  }
  return result
}

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
    const { size, secondCorrection } = corrections(options, this.step)
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
