import { describe, expect, it } from 'vitest'
import { ForkWorkerHost, workerEnvironment } from '../../src/main/training/fork-worker-host.ts'
import { describeWorkerHost } from './worker-host-contract.ts'

describeWorkerHost('ForkWorkerHost', (program) => new ForkWorkerHost(program))

describe('workerEnvironment', () => {
  it('keeps the rest', () => {
    expect(workerEnvironment({ PATH: '/bin', NODE_OPTIONS: '--inspect', HOME: '/home/x' })).toEqual({
      PATH: '/bin',
      HOME: '/home/x',
    })
  })
})
