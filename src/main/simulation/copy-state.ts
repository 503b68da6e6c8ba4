type Parts = Record<string, unknown>

/**
 * Makes one object stand as another one that was made in the same way: numbers, flags and the contents of typed arrays are copied, and the parts of which
 * it consists in turn. What both share (a model, a table of patients) stays shared. State must be of numbers, flags, typed arrays and objects or lists of these.
 */
export function copyState(from: object, to: object): void {
  copyParts(from as Parts, to as Parts, new Set())
}

function copyParts(from: Parts, to: Parts, copied: Set<unknown>): void {
  if (copied.has(from)) return
  copied.add(from)
  for (const key of Object.keys(from)) {
    const [source, target] = [from[key], to[key]]
    if (source === target || typeof source === 'function') continue
    if (ArrayBuffer.isView(source)) to[key] = copiedNumbers(source as Float64Array, target as Float64Array)
    else if (typeof source === 'object' && source !== null) copyParts(source as Parts, target as Parts, copied)
    else to[key] = source
  }
}

/** The target with the source's numbers; a copy of the source where they are not equally long. */
function copiedNumbers(source: Float64Array, target: Float64Array): Float64Array {
  if (source.length !== target.length) return source.slice()
  target.set(source)
  return target
}
