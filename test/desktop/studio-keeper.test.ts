import { describe, expect, it } from 'vitest'
import { StudioKeeper } from '../../src/main/desktop/studio-keeper.ts'
import type { OpenStudio } from '../../src/main/serve/open-host.ts'

function createStudio(kind: 'owner' | 'guest') {
  const state = { lost: false, closed: 0 }
  const studio = {
    kind,
    isLost: () => state.lost,
    close: async () => {
      state.closed += 1
    },
  } as unknown as OpenStudio
  return { state, studio }
}

/** A keeper that opens these one after another; an Error stands for an opening that fails. */
function createKeeper(...studios: (OpenStudio | Error)[]) {
  let opened = 0
  const keeper = new StudioKeeper(async () => {
    const next = studios[opened]
    opened += 1
    if (next === undefined || next instanceof Error) throw next ?? new Error('no more studios')
    return next
  })
  return { keeper, opened: () => opened }
}

describe("the app's studio", () => {
  it('is opened once', async () => {
    const { studio } = createStudio('owner')
    const { keeper, opened } = createKeeper(studio)
    expect(await Promise.all([keeper.current(), keeper.current()])).toEqual([studio, studio])
    expect(opened()).toBe(1)
  })

  it('is opened anew where it was that of another process, which has gone', async () => {
    const [guest, own] = [createStudio('guest'), createStudio('owner')]
    const { keeper, opened } = createKeeper(guest.studio, own.studio)
    expect(await keeper.current()).toBe(guest.studio)
    guest.state.lost = true
    expect(await Promise.all([keeper.current(), keeper.current()])).toEqual([own.studio, own.studio])
    expect([opened(), guest.state.closed]).toEqual([2, 1])
  })

  it('is tried again where it could not be opened', async () => {
    const { studio } = createStudio('owner')
    const { keeper } = createKeeper(new Error('the folder is being left'), studio)
    await expect(keeper.current()).rejects.toThrow('being left')
    expect(await keeper.current()).toBe(studio)
  })

  it('is closed once, also while it is being opened, and not opened after that', async () => {
    const { studio, state } = createStudio('owner')
    const { keeper } = createKeeper(studio)
    void keeper.current()
    await Promise.all([keeper.close(), keeper.close()])
    expect(state.closed).toBe(1)
    await expect(keeper.current()).rejects.toThrow('Fairward is closing.')
  })

  it('need not be there to be closed', async () => {
    await createKeeper().keeper.close()
    const { keeper } = createKeeper(new Error('no'))
    void keeper.current().catch(() => {})
    await keeper.close()
  })
})
