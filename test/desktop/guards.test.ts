import { EventEmitter } from 'node:events'
import { posix } from 'node:path'
import type { Session, WebContents } from 'electron'
import { describe, expect, it } from 'vitest'
import { guardContents, guardSession } from '../../src/main/desktop/guards.ts'
import { menuTemplate } from '../../src/main/desktop/menu.ts'
import { appOrigin } from '../../src/main/desktop/security.ts'

function createGuards() {
  const opened: string[] = []
  const guards = {
    ownOrigin: appOrigin,
    openExternal: (address: string) => opened.push(address),
    downloadsDirectory: '/home/ada/Downloads',
    join: posix.join,
  }
  return { opened, guards }
}

function createPage() {
  const { opened, guards } = createGuards()
  const app = new EventEmitter()
  const contents = Object.assign(new EventEmitter(), {
    openHandler: (_details: { url: string }): { action: string } => ({ action: 'allow' }),
    setWindowOpenHandler(handler: (details: { url: string }) => { action: string }) {
      this.openHandler = handler
    },
  })
  guardContents(app as never, guards)
  app.emit('web-contents-created', {}, contents as unknown as WebContents)
  const isPrevented = (name: string, url: string) => {
    let prevented = false
    contents.emit(name, { url, preventDefault: () => (prevented = true) })
    return prevented
  }
  return { contents, opened, isPrevented }
}

describe('a page', () => {
  it.each(['will-navigate', 'will-redirect', 'will-frame-navigate'])('stays in the app: %s', (name) => {
    const { isPrevented } = createPage()
    expect(isPrevented(name, 'https://example.org/')).toBe(true)
    expect(isPrevented(name, 'file:///etc/passwd')).toBe(true)
    expect(isPrevented(name, 'app://fairward/index.html')).toBe(false)
  })

  it('holds no foreign content', () => {
    expect(createPage().isPrevented('will-attach-webview', '')).toBe(true)
  })

  it('opens no window; listed links go to the browser', () => {
    const { contents, opened } = createPage()
    expect(contents.openHandler({ url: 'https://example.org/' })).toEqual({ action: 'deny' })
    expect(contents.openHandler({ url: 'app://fairward/' })).toEqual({ action: 'deny' })
    expect(opened).toEqual([])
    expect(contents.openHandler({ url: 'https://doi.org/10.1000/182' })).toEqual({ action: 'deny' })
    expect(opened).toEqual(['https://doi.org/10.1000/182'])
  })
})

describe('the session', () => {
  function createSession() {
    const { guards } = createGuards()
    const handlers: Record<string, (...parameters: never[]) => unknown> = {}
    const keep = (name: string) => (handler: (...parameters: never[]) => unknown) => {
      handlers[name] = handler
    }
    const session = Object.assign(new EventEmitter(), {
      setPermissionRequestHandler: keep('request'),
      setPermissionCheckHandler: keep('check'),
      setDevicePermissionHandler: keep('device'),
      spellChecker: true,
      setSpellCheckerEnabled(enabled: boolean) {
        this.spellChecker = enabled
      },
    })
    guardSession(session as unknown as Session, guards)
    return { session, call: (name: string, ...parameters: unknown[]) => handlers[name]?.(...(parameters as never[])) }
  }

  it('grants what is listed, to own pages', () => {
    const { call } = createSession()
    const answers: boolean[] = []
    const answer = (granted: boolean) => answers.push(granted)
    call('request', null, 'fullscreen', answer, { requestingUrl: 'app://fairward/' })
    call('request', null, 'media', answer, { requestingUrl: 'app://fairward/' })
    call('request', null, 'fullscreen', answer, { requestingUrl: 'https://example.org/' })
    expect(answers).toEqual([true, false, false])
    expect(call('check', null, 'clipboard-sanitized-write', 'app://fairward/')).toBe(true)
    expect(call('check', null, 'geolocation', 'app://fairward/')).toBe(false)
    expect(call('device', {})).toBe(false)
  })

  it('fetches no dictionaries', () => {
    expect(createSession().session.spellChecker).toBe(false)
  })

  it('asks where to save what the page has made, and saves nothing else', () => {
    const { session } = createSession()
    const download = (address: string) => {
      const seen = { prevented: false, options: null as unknown }
      session.emit(
        'will-download',
        { preventDefault: () => (seen.prevented = true) },
        {
          getURL: () => address,
          getFilename: () => 'fairness-report.pdf',
          setSaveDialogOptions: (options: unknown) => (seen.options = options),
        },
      )
      return seen
    }
    expect(download('blob:app://fairward/1')).toEqual({
      prevented: false,
      options: { defaultPath: '/home/ada/Downloads/fairness-report.pdf' },
    })
    expect(download('https://example.org/x.exe')).toEqual({ prevented: true, options: null })
  })
})

describe('the menu', () => {
  it('has tools for developers during development only', () => {
    const roles = (development: boolean) => JSON.stringify(menuTemplate('linux', development))
    expect(roles(true)).toContain('toggleDevTools')
    expect(roles(false)).not.toContain('toggleDevTools')
    expect(roles(false)).toContain('editMenu')
    expect(JSON.stringify(menuTemplate('darwin', false))).toContain('appMenu')
  })
})
