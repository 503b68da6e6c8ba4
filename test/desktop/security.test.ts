import { describe, expect, it } from 'vitest'
import {
  downloadName,
  externalAddress,
  isOwnFrame,
  isOwnPage,
  isPermissionGranted,
  pathUnderApp,
} from '../../src/main/desktop/security.ts'

const foreignAddresses = [
  'https://example.org/',
  'http://127.0.0.1:4747/',
  'file:///etc/passwd',
  'app://fairward.example.org/',
  'app://fairward@example.org/',
  'app://user:word@fairward/',
  'app://fairward:81/',
  'application://fairward/',
  'javascript:alert(1)',
  'data:text/html,hello',
  'about:blank',
  '',
  'nonsense',
]

describe('own pages', () => {
  it.each(['app://fairward/', 'app://fairward/index.html#/runs', 'app://fairward/?a=b'])('are %s', (address) => {
    expect(isOwnPage(address)).toBe(true)
  })

  it.each(foreignAddresses)('are not %j', (address) => {
    expect(isOwnPage(address)).toBe(false)
    expect(isPermissionGranted('fullscreen', address)).toBe(false)
    expect(isOwnFrame({ url: address, parent: null })).toBe(false)
  })

  it('are those of the development server while it is used, and no others', () => {
    expect(isOwnPage('http://localhost:5173/#/live', 'http://localhost:5173')).toBe(true)
    expect(isOwnPage('http://localhost:5174/', 'http://localhost:5173')).toBe(false)
    expect(isOwnPage('app://fairward/', 'http://localhost:5173')).toBe(false)
  })
})

describe('messages', () => {
  it('count from the main frame only', () => {
    expect(isOwnFrame({ url: 'app://fairward/', parent: null })).toBe(true)
    expect(isOwnFrame({ url: 'app://fairward/', parent: {} })).toBe(false)
    expect(isOwnFrame(null)).toBe(false)
    expect(isOwnFrame(undefined)).toBe(false)
  })
})

describe('permissions', () => {
  it.each(['clipboard-sanitized-write', 'fullscreen'])('grant %s', (permission) => {
    expect(isPermissionGranted(permission, 'app://fairward/')).toBe(true)
  })

  it.each(['media', 'geolocation', 'notifications', 'clipboard-read', 'openExternal', 'hid', 'serial', 'usb', 'unknown'])(
    'refuse %s',
    (permission) => {
      expect(isPermissionGranted(permission, 'app://fairward/')).toBe(false)
    },
  )
})

describe('links', () => {
  it('open sources of numbers in the browser', () => {
    expect(externalAddress('https://doi.org/10.1000/182')).toBe('https://doi.org/10.1000/182')
  })

  it.each([
    'http://doi.org/10.1000/182',
    'https://doi.org.example.org/',
    'https://example.org/https://doi.org/',
    'https://user:word@doi.org/',
    'https://doi.org:8443/',
    'file:///usr/bin/true',
    'smb://doi.org/share',
    'javascript:alert(1)',
    'nonsense',
  ])('do not open %s', (address) => {
    expect(externalAddress(address)).toBeNull()
  })
})

describe('requests under the own scheme', () => {
  it('name a path', () => {
    expect(pathUnderApp('app://fairward/')).toBe('/')
    expect(pathUnderApp('app://fairward/assets/app.js?v=1#x')).toBe('/assets/app.js')
  })

  it.each(['app://other/', 'app://fairward', 'app://fairward.example.org/', 'app://fairward:81/', 'file:///etc/passwd'])(
    'are refused for %s',
    (address) => {
      expect(pathUnderApp(address)).toBeNull()
    },
  )
})

describe('downloads', () => {
  it('are what the own page has made, under a harmless name', () => {
    expect(downloadName('blob:app://fairward/1234', 'report.pdf')).toBe('report.pdf')
    expect(downloadName('blob:app://fairward/1234', '../../.bashrc')).toBe('-..-.bashrc')
    expect(downloadName('blob:app://fairward/1234', 'a/b\\c:d.pdf')).toBe('a-b-c-d.pdf')
  })

  it.each(['https://example.org/report.pdf', 'blob:https://example.org/1', 'data:text/plain,x', 'app://fairward/assets/app.js'])(
    'are refused from %s',
    (address) => {
      expect(downloadName(address, 'report.pdf')).toBeNull()
    },
  )

  it('need a name', () => {
    expect(downloadName('blob:app://fairward/1', '..')).toBeNull()
  })
})
