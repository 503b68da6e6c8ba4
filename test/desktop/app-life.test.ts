import { describe, expect, it, vi } from 'vitest'
import { AppLife } from '../../src/main/desktop/app-life.ts'

function createLife() {
  let finish = (_error?: Error) => {}
  const closed = new Promise<void>((resolve, reject) => {
    finish = (error) => (error === undefined ? resolve() : reject(error))
  })
  const acts = {
    close: vi.fn(() => closed),
    hideWindows: vi.fn(),
    showWindow: vi.fn(),
    quit: vi.fn(),
    relaunch: vi.fn(),
    log: vi.fn(),
  }
  const life = new AppLife(acts)
  const isPrevented = () => {
    let prevented = false
    life.beforeQuit({ preventDefault: () => (prevented = true) })
    return prevented
  }
  return { life, acts, finish, isPrevented }
}

describe('the end of the app', () => {
  it('comes after that of its studio, however often it is asked for', async () => {
    const { life, acts, finish, isPrevented } = createLife()
    expect([isPrevented(), isPrevented(), isPrevented()]).toEqual([true, true, true])
    expect(life.isEnding).toBe(true)
    expect(acts.close).toHaveBeenCalledOnce()
    expect(acts.hideWindows).toHaveBeenCalledOnce()
    expect(acts.quit).not.toHaveBeenCalled()
    finish()
    await vi.waitFor(() => expect(acts.quit).toHaveBeenCalledOnce())
    expect(isPrevented()).toBe(false)
    expect(acts.relaunch).not.toHaveBeenCalled()
  })

  it('comes also where closing fails, which the log says', async () => {
    const { acts, finish, isPrevented } = createLife()
    isPrevented()
    finish(new Error('disk full'))
    await vi.waitFor(() => expect(acts.quit).toHaveBeenCalledOnce())
    expect(acts.log).toHaveBeenCalledWith('Closing failed: disk full')
  })
})

describe('an app that is started again', () => {
  it('shows its window', () => {
    const { life, acts } = createLife()
    life.startedAgain()
    expect(acts.showWindow).toHaveBeenCalledOnce()
  })

  it('comes back where it was just ending', async () => {
    const { life, acts, finish, isPrevented } = createLife()
    isPrevented()
    life.startedAgain()
    life.startedAgain()
    expect(acts.showWindow).not.toHaveBeenCalled()
    finish()
    await vi.waitFor(() => expect(acts.quit).toHaveBeenCalledOnce())
    expect(acts.relaunch).toHaveBeenCalledOnce()
  })
})
