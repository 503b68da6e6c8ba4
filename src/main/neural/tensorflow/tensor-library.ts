import { EngineFailure } from '../engine-failure.ts'
import type { DeviceWatch } from './device-watch.ts'

/** The interface of TensorFlow.js that all its backends share. */
export type TensorLibrary = typeof import('@tensorflow/tfjs-core')

export type TensorflowBackend = 'tensorflow' | 'webgpu' | 'wasm' | 'cpu'

/** A backend that loads here and is the active one. */
export interface LoadedBackend {
  readonly library: TensorLibrary
  readonly device: 'processor' | 'graphics card'
  /** What computes, as a sentence for people. */
  readonly detail: string
  /** Whether the same calls give the same bits on every run. */
  readonly reproducible: boolean
  /** Hears when the device fails. */
  readonly watch: DeviceWatch
  /** Gives the device back. */
  release(): void
}

/** Loads a package by its name: optional ones must not be needed by the build or the type checker. */
export type LoadPackage = (name: string) => Promise<unknown>

export const loadPackage: LoadPackage = (name) => import(name)

/** The shared interface, told to announce nothing: a second copy of it would name each kernel that it finds already there. */
export async function loadLibrary(): Promise<TensorLibrary> {
  const library = await import('@tensorflow/tfjs-core')
  library.env().set('PROD', true)
  return library
}

/** Makes a backend the one that computes. Its answer counts: the library would go on with another backend without a word. */
export async function activate(library: TensorLibrary, backend: TensorflowBackend): Promise<void> {
  const active = await library.setBackend(backend)
  if (!active || library.getBackend() !== backend)
    throw new EngineFailure(`TensorFlow.js cannot start its backend ${backend} here.`)
}
