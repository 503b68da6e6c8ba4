import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Store } from '../../src/main/storage/store.ts'
import { metricsOf } from '../training/fixtures/specifications.ts'
import { failingFiles, openTestStore, trainingOptions, urban } from './fixtures/helpers.ts'

const bytesOf = (iteration: number): Uint8Array => new TextEncoder().encode(`checkpoint of iteration ${iteration}`)

function addRun(store: Store): string {
  const { id } = store.scenarios.add(urban())
  return store.runs.add([{ scenarioId: id, scenarioVersion: 1, options: trainingOptions, engine: 'reference' }])[0]!.id
}
const save = (store: Store, runId: string, iteration: number) =>
  store.checkpoints.save(runId, { bytes: bytesOf(iteration), iteration, decisions: iteration * 1000 })
const pathOf = (store: Store, runId: string, iteration: number) =>
  join(store.directory, 'checkpoints', runId, `${iteration}.ckpt`)
const latestText = (store: Store, runId: string) => {
  const latest = store.checkpoints.latest(runId)
  return latest === null ? null : new TextDecoder().decode(latest.content)
}

describe('checkpoints in the store', () => {
  it('are files whose hash the database holds', () => {
    const store = openTestStore({ now: () => new Date('2026-11-20T10:00:00Z') })
    const runId = addRun(store)
    expect(store.checkpoints.latest(runId)).toBeNull()
    const summary = save(store, runId, 3)
    const sha256 = createHash('sha256').update(bytesOf(3)).digest('hex')
    expect(summary).toEqual({ sha256, bytes: 25, iteration: 3, decisions: 3000, createdAt: '2026-11-20T10:00:00.000Z' })
    expect(readFileSync(pathOf(store, runId, 3))).toEqual(Buffer.from(bytesOf(3)))
    expect(store.runs.find(runId)?.checkpoint).toEqual(summary)
    expect(latestText(store, runId)).toBe('checkpoint of iteration 3')
  })

  it('are kept three at a time, and the one that did best on development patients', () => {
    const store = openTestStore()
    const runId = addRun(store)
    const costs = [9, 4, null, 6, 5, 4, 8, 7, null]
    const kept: string[] = []
    const best: (number | undefined)[] = []
    expect(store.checkpoints.best(runId)).toBeNull()
    costs.forEach((cost, index) => {
      const measured = { needWeightedWait: cost ?? 0, waitMinutes: 0, equalNeedGapMinutes: 0, equalNeedWaitMinutes: [] }
      const development = cost === null ? null : { replications: 1, agent: measured, reference: measured }
      store.metrics.add(runId, [{ ...metricsOf(index + 1), development }])
      save(store, runId, index + 1)
      best.push(store.checkpoints.best(runId)?.iteration)
      kept.push(
        readdirSync(join(store.directory, 'checkpoints', runId))
          .sort()
          .join(' ')
          .replaceAll('.ckpt', ''),
      )
    })
    expect(kept).toEqual(['1', '1 2', '1 2 3', '2 3 4', '2 3 4 5', '4 5 6', '5 6 7', '6 7 8', '6 7 8 9'])
    expect(best).toEqual([1, 2, 2, 2, 2, 6, 6, 6, 6])
    expect(store.checkpoints.best(runId)).toMatchObject({ decisions: 6000, content: Buffer.from(bytesOf(6)) })
    expect(latestText(store, runId)).toBe('checkpoint of iteration 9')
    // Nothing else passes for the best one.
    writeFileSync(pathOf(store, runId, 6), 'checkpoint of iteration X')
    expect(store.checkpoints.best(runId)).toBeNull()
  })

  it('have no best one where none was measured', () => {
    const store = openTestStore()
    const runId = addRun(store)
    save(store, runId, 1)
    expect(store.checkpoints.best(runId)).toBeNull()
  })

  it.each([
    ['altered', (path: string) => writeFileSync(path, 'checkpoint of iteration X')],
    ['cut short', (path: string) => writeFileSync(path, 'check')],
    ['gone', (path: string) => rmSync(path)],
  ])('are passed over for the one before when %s', (_, damage) => {
    const store = openTestStore()
    const runId = addRun(store)
    save(store, runId, 1)
    save(store, runId, 2)
    damage(pathOf(store, runId, 2))
    expect(latestText(store, runId)).toBe('checkpoint of iteration 1')
    damage(pathOf(store, runId, 1))
    expect(store.checkpoints.latest(runId)).toBeNull()
  })

  it('of a course that was given up make room', () => {
    const store = openTestStore()
    const runId = addRun(store)
    save(store, runId, 10)
    save(store, runId, 20)
    writeFileSync(pathOf(store, runId, 20), 'damaged')
    save(store, runId, 15)
    expect(readdirSync(join(store.directory, 'checkpoints', runId)).sort()).toEqual(['10.ckpt', '15.ckpt'])
    expect(store.runs.find(runId)?.checkpoint?.iteration).toBe(15)
  })

  it('that do not fit on the disk leave the one before as it was', () => {
    const { files, disk } = failingFiles('ENOSPC')
    disk.broken = false
    const store = openTestStore({ files })
    const runId = addRun(store)
    save(store, runId, 1)
    disk.broken = true
    expect(() => save(store, runId, 2)).toThrow(/is full/)
    expect(existsSync(pathOf(store, runId, 2))).toBe(false)
    expect(latestText(store, runId)).toBe('checkpoint of iteration 1')
    expect(store.runs.find(runId)?.checkpoint?.iteration).toBe(1)
  })
})
