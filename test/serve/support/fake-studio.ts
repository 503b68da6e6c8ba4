import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eventIterator, os } from '@orpc/server'
import { z } from 'zod'

/** Just enough of a studio to see calls, errors and streams go through a transport. */
export function createEchoRouter() {
  const state = { streamsEnded: 0 }
  const router = {
    echo: os.input(z.object({ text: z.string().max(100_000_000) })).handler(({ input }) => input.text),
    refuse: os.errors({ BAD_INPUT: { status: 422, data: z.object({ problems: z.array(z.string()) }) } }).handler(({ errors }) => {
      throw errors.BAD_INPUT({ message: 'beds is -1; allowed is 0 or more', data: { problems: ['beds'] } })
    }),
    crash: os.handler((): string => {
      throw new Error('secret detail at /home/someone/studio.ts')
    }),
    count: os
      .input(z.object({ to: z.int() }))
      .output(eventIterator(z.int()))
      .handler(async function* ({ input, signal }) {
        try {
          for (let number = 1; number <= input.to && signal?.aborted !== true; number += 1) {
            yield number
            await new Promise((resolve) => setTimeout(resolve, 1))
          }
        } finally {
          state.streamsEnded += 1
        }
      }),
  }
  return { router, state }
}
export type EchoRouter = ReturnType<typeof createEchoRouter>['router']

/** A folder of built pages, beside a file that must not be served. */
export function createPages() {
  const folder = mkdtempSync(join(tmpdir(), 'fairward-pages-'))
  const root = join(folder, 'renderer')
  mkdirSync(join(root, 'assets'), { recursive: true })
  writeFileSync(join(root, 'index.html'), '<meta property="csp-nonce" nonce="__CSP_NONCE__"><title>Fairward</title>')
  writeFileSync(join(root, 'assets', 'app-1234.js'), 'export {}')
  writeFileSync(join(root, 'notes'), 'no known type')
  writeFileSync(join(folder, 'secret.txt'), 'secret')
  mkdirSync(join(folder, 'renderer-old'))
  writeFileSync(join(folder, 'renderer-old', 'secret.txt'), 'secret')
  return { root, folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}
