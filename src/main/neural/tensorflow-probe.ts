import util from 'node:util'

/** What the probe touches of the library. */
interface TensorflowModule {
  readonly version?: { readonly tfjs?: string }
  getBackend(): string
  tensor1d(values: number[]): { square(): { dataSync(): ArrayLike<number>; dispose(): void }; dispose(): void }
}

type Import = (name: string) => Promise<unknown>

/**
 * Whether TensorFlow (`@tensorflow/tfjs-node-gpu`, an optional package) loads here and computes a square right.
 *
 * Loading alone proves nothing: a folder may be left of a failed installation, and on Node 24 the library misses a
 * function that Node has dropped, at its first operation only. That function is given back before.
 */
export async function probeTensorflow(load: Import = (name) => import(name)): Promise<{ available: boolean; detail: string }> {
  const library = util as { isNullOrUndefined?: (value: unknown) => boolean }
  library.isNullOrUndefined ??= (value) => value === null || value === undefined
  try {
    const loaded = (await load('@tensorflow/tfjs-node-gpu')) as TensorflowModule & { default?: TensorflowModule }
    const tensorflow = loaded.default ?? loaded
    const tensor = tensorflow.tensor1d([3])
    const square = tensor.square()
    const right = square.dataSync()[0] === 9
    tensor.dispose()
    square.dispose()
    const version = tensorflow.version?.tfjs ?? 'of unknown version'
    return right
      ? {
          available: true,
          detail: `TensorFlow.js ${version} loads and computes (backend ${tensorflow.getBackend()}); this version does not train with it yet.`,
        }
      : { available: false, detail: `TensorFlow.js ${version} loads but computes 3 x 3 wrong; it is not used.` }
  } catch (error) {
    return { available: false, detail: whyMissing(error) }
  }
}

function whyMissing(error: unknown): string {
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined
  if (code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND')
    return 'The optional package @tensorflow/tfjs-node-gpu is not installed; npm leaves it out where its download fails.'
  const message = error instanceof Error ? error.message : String(error)
  return `The optional package @tensorflow/tfjs-node-gpu does not load: ${(message.split('\n')[0] ?? message).trim()}`
}
