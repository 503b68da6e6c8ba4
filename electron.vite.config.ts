import { execFileSync } from 'node:child_process'
import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'

const source = (path: string) => resolve(import.meta.dirname, 'src', path)

/** The networks' kernels lie in out/kernels, beside out/main; they are compiled where they are missing or older than their source. */
const kernels = {
  name: 'kernels',
  buildStart: () => {
    execFileSync(process.execPath, [resolve(import.meta.dirname, 'scripts/kernels.mjs')], { stdio: 'inherit' })
  },
}

/** What `fairward/learning` tells the TypeScript of other programs lies in out/types. */
const declarations = {
  name: 'declarations',
  closeBundle: () => {
    const compiler = resolve(import.meta.dirname, 'node_modules/typescript/bin/tsc')
    execFileSync(process.execPath, [compiler, '-p', 'tsconfig.library.json'], { cwd: import.meta.dirname, stdio: 'inherit' })
  },
}

export default defineConfig({
  main: {
    plugins: [kernels, declarations],
    build: {
      externalizeDeps: { include: ['@tensorflow/tfjs-node-gpu'] },
      rolldownOptions: {
        input: {
          index: source('main/index.ts'),
          // The same studio without Electron, and the program of every job.
          fairward: source('main/cli/main.ts'),
          'fairward-worker': source('main/training/worker.ts'),
          // What a job's threads run.
          'fairward-thread': source('main/training/thread.ts'),
          // What other programs import as fairward/learning.
          learning: source('main/training/library.ts'),
        },
      },
    },
  },
  preload: {
    build: {
      externalizeDeps: false,
      // A sandboxed preload must be one CommonJS file.
      rolldownOptions: { input: source('preload/index.ts'), output: { format: 'cjs', entryFileNames: '[name].cjs' } },
    },
  },
  renderer: {
    root: source('renderer'),
    plugins: [react()],
    build: { rolldownOptions: { input: source('renderer/index.html') } },
  },
})
