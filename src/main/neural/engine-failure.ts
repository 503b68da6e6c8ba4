/** An engine that cannot be used here; its message is a sentence for people. */
export class EngineFailure extends Error {}

/** What the libraries say where they get no more memory, each in its own words. */
const outOfMemory = [
  /out of memory|\boom\b|allocation failed|invalid (typed )?array length/i,
  // TensorFlow: resource exhausted.
  /TF_Status: 8\b/,
  // WebGPU.
  /exceeds the max buffer size/,
  // WebAssembly of TensorFlow.js goes on with the nothing that it was given, and cannot be used after that.
  /null function|aborted\(/i,
]

/** What went wrong inside an engine, as a sentence with what to do; an EngineFailure stays as it is. */
export function asEngineFailure(engine: string, error: unknown): EngineFailure {
  if (error instanceof EngineFailure) return error
  const said = firstLine(error)
  return outOfMemory.some((words) => words.test(said))
    ? new EngineFailure(
        `The engine ${engine} ran out of memory (${said}). Train fewer agents at once, close other programs, or choose the engine simd.`,
        { cause: error },
      )
    : new EngineFailure(`The engine ${engine} failed: ${said}. Choose another engine, such as simd.`, { cause: error })
}

/** Why an optional package does not load, as a sentence. */
export function packageFailure(name: string, error: unknown): EngineFailure {
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined
  const missing = code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND'
  return new EngineFailure(
    missing
      ? `The optional package ${name} is not installed; npm leaves it out where its download fails.`
      : `The optional package ${name} does not load: ${firstLine(error)}.`,
    { cause: error },
  )
}

/** The first line of what an error says, without a full stop. */
function firstLine(error: unknown): string {
  const text = error instanceof Error ? error.message : typeof error === 'object' ? JSON.stringify(error) : String(error)
  return (text.split('\n')[0] ?? text).trim().replace(/\.$/, '')
}
