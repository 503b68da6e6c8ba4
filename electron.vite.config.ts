import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'

const source = (path: string) => resolve(import.meta.dirname, 'src', path)

export default defineConfig({
  main: {
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
