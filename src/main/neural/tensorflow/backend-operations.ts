import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs-core'
import type { TensorflowBackend, TensorLibrary } from './tensor-library.ts'

/** Operations of a dense layer that backends do best in different ways. */
export interface BackendOperations {
  /** `left` transposed, times `right`. */
  transposedTimes(left: Tensor2D, right: Tensor2D): Tensor2D
  /** `left` times `right` transposed. */
  timesTransposed(left: Tensor2D, right: Tensor2D): Tensor2D
  columnSums(matrix: Tensor2D): Tensor1D
  tanh(matrix: Tensor2D): Tensor2D
}

export function backendOperations(library: TensorLibrary, backend: TensorflowBackend): BackendOperations {
  const { matMul, mul, ones, reshape, sigmoid, sub, sum, tanh, transpose } = library
  // Products that transpose by themselves are a tenth as fast there, and a tanh is a third as fast as the logistic function.
  if (backend === 'wasm')
    return {
      transposedTimes: (left, right) => matMul(transpose(left), right),
      timesTransposed: (left, right) => matMul(left, transpose(right)),
      columnSums: (matrix) => reshape(matMul(ones([1, matrix.shape[0]]), matrix), [matrix.shape[1]]),
      tanh: (matrix) => sub(mul(sigmoid(mul(matrix, 2)), 2), 1),
    }
  return {
    transposedTimes: (left, right) => matMul(left, right, true, false),
    timesTransposed: (left, right) => matMul(left, right, false, true),
    columnSums: (matrix) => sum(matrix, 0),
    tanh: (matrix) => tanh(matrix),
  }
}
