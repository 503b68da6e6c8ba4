/** The part of the standard interface of WebAssembly that is used here; Node's own types leave it out. */
declare namespace WebAssembly {
  class Module {
    constructor(bytes: Uint8Array)
  }
  class Instance {
    readonly exports: Record<string, unknown>
    constructor(module: Module, imports?: Record<string, Record<string, unknown>>)
  }
  class Memory {
    readonly buffer: ArrayBuffer
    constructor(limits: { initial: number; maximum?: number })
    /** By so many pages of 64 KiB. */
    grow(pages: number): number
  }
  function validate(bytes: Uint8Array): boolean
}
