import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { createFakeStudio, runCommand, urbanText } from './support/fake-studio.ts'

const folder = mkdtempSync(join(tmpdir(), 'fairward-cli-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function file(name: string, text: string | Buffer): string {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

describe('every command', () => {
  const commands = [
    [],
    ['serve'],
    ['demo'],
    ['doctor'],
    ['scenarios'],
    ...['list', 'show', 'export', 'import', 'validate'].map((name) => ['scenarios', name]),
    ['simulate'],
    ['train'],
    ['runs'],
    ...['list', 'show', 'pause', 'resume', 'stop', 'delete', 'restore'].map((name) => ['runs', name]),
    ['studies'],
    ...['list', 'show', 'resume'].map((name) => ['studies', name]),
    ['study'],
    ['validate'],
    ['calibrate'],
    ['visits'],
    ['evaluate'],
    ['recommend'],
    ['report'],
  ]
  it.each(commands.map((command) => [command.join(' ') || 'fairward', command] as const))(
    'has help: %s',
    async (_name, command) => {
      const { code, stdout, stderr, opened } = await runCommand([...command, '--help'])
      expect(code).toBe(0)
      expect(stdout).toContain('Usage: fairward')
      expect(stdout).toContain('--data-dir')
      expect(stderr).toBe('')
      expect(opened).toEqual([])
    },
  )

  it('tells its version', async () => {
    expect((await runCommand(['--version'])).stdout).toBe('1.2.3\n')
  })

  it.each([
    [['nonsense']],
    [[]],
    [['runs']],
    [['runs', 'nonsense']],
    [['runs', 'list', '--nonsense']],
    [['runs', 'show']],
    [['runs', 'list', 'too', 'many']],
    [['train']],
    [['train', '--environment', 'mountain-car']],
    [['train', '--environment', 'cart-pole', '--preset', 'nonsense']],
    [['train', '--environment', 'cart-pole', '--scenario', 'urban']],
    [['train', '--environment', 'cart-pole', '--decisions', '2000']],
    [['train', '--environment', 'cart-pole', '--budget', 'quick']],
    [['train', '--environment', 'cart-pole', '--group-blind']],
    [['train', '--scenario', 'urban', '--budget', 'quick', '--decisions', '2000']],
    [['train', '--scenario', 'urban', '--preset', 'cleanrl']],
    [['train', '--scenario', 'urban', '--seed', 'abc']],
    [['train', '--scenario', 'urban', '--fairness-weight', 'much']],
    [['train', '--scenario', 'urban', '--fairness-weight', '1.5']],
    [['train', '--scenario', 'urban', '--seed', '4294967296']],
    [['train', '--scenario', 'urban', '--decisions', '999']],
    [['demo', '--output', 'x', '--replications', '1']],
    [['demo', '--output', 'x', '--seed', '99999999999999999999']],
    [['demo', '--output', 'x', '--decisions', '0']],
    [['demo', '--output', 'x', '--fairness-weight', '-1']],
    [['evaluate', '--scenario', 'urban', '--policies', 'fcfs', '--replications', '5001']],
    [['evaluate', '--scenario', 'urban', '--policies', 'fcfs', '--seed', '1.5']],
    [['recommend', '--scenario', 'urban', '--replications', '0']],
    [['recommend', '--scenario', 'urban', '--seed', '-1']],
    [['evaluate', '--scenario', 'urban']],
    [['study']],
    [['studies', 'resume']],
    [['study', '--scenario', 'urban', '--seeds', '1']],
    [['study', '--scenario', 'urban', '--seeds', '33']],
    [['study', '--scenario', 'urban', '--seeds', '1,2']],
    [['study', '--scenario', 'urban', '--fairness-weights', '0,2']],
    [['study', '--scenario', 'urban', '--fairness-weights', ',']],
    [['study', '--scenario', 'urban', '--fairness-weights', '0,0']],
    [['study', '--scenario', 'urban', '--seeds', '32', '--fairness-weights', '0,0.5,1']],
    [['study', '--scenario', 'urban', '--first-seed', '4294967295']],
    [['study', '--scenario', 'urban', '--budget', 'endless']],
    [['study', '--scenario', 'urban', '--budget', 'quick', '--decisions', '2000']],
    [['study', '--scenario', 'urban', '--decisions', '999']],
    [['study', '--scenario', 'urban', '--replications', '1']],
    [['evaluate', '--scenario', 'urban', '--policies', ',']],
    [['simulate']],
    [['simulate', '--scenario', 'urban', '--model', 'x.json']],
    [['simulate', '--model', 'x.json', '--policy', 'fcfs']],
    [['simulate', '--scenario', 'urban', '--log', 'x.csv']],
    [['simulate', '--scenario', 'urban', '--precision', '0.1']],
    [['simulate', '--scenario', 'urban', '--replications', '0']],
    [['simulate', '--scenario', 'urban', '--replications', '5001']],
    [['simulate', '--scenario', 'urban', '--seed', '4294967296']],
    [['simulate', '--model', 'x.json', '--replications', '100001']],
    [['simulate', '--model', 'x.json', '--precision', '0']],
    [['simulate', '--model', 'x.json', '--precision', '0.6']],
    [['validate', '--suite', 'nonsense']],
    [['calibrate', '--base', 'urban']],
    [['calibrate', '--visits', 'x.csv', '--base', 'urban', '--column', 'arrival']],
    [['calibrate', '--visits', 'x.csv', '--base', 'urban', '--column', 'arrival=']],
    [['calibrate', '--visits', 'x.csv', '--base', 'urban', '--column', 'name=Name']],
    [['calibrate', '--visits', 'x.csv', '--base', 'urban', '--replications', '4']],
    [['calibrate', '--visits', 'x.csv', '--base', 'urban', '--seed', '4294967296']],
    [['calibrate', '--visits', 'x.csv', '--base', 'urban', '--title', ' ']],
    [['visits', '--scenario', 'urban']],
    [['visits', '--scenario', 'urban', '--output', 'x.csv', '--days', '0']],
    [['visits', '--scenario', 'urban', '--output', 'x.csv', '--days', '1001']],
    [['visits', '--scenario', 'urban', '--output', 'x.csv', '--seed', '4294967296']],
    [['visits', '--scenario', 'urban', '--output', 'x.csv', '--start', '2026-02-30']],
    [['serve', '--port', '70000']],
    [['report', '--study', 'x', '--output', 'x.pdf', '--date', 'today']],
  ])('ends with 2 when it is not understood: %j', async (parameters) => {
    const { code, stdout, stderr, opened } = await runCommand(parameters)
    expect(code).toBe(2)
    expect(stdout).toBe('')
    expect(stderr).not.toBe('')
    expect(opened).toEqual([])
    const forPrograms = await runCommand(['--json', ...parameters])
    expect(forPrograms.code).toBe(2)
    expect(forPrograms.stdout.trimEnd()).not.toContain('\n')
    const { error } = JSON.parse(forPrograms.stdout) as { error: { code: string; message: string } }
    expect(error.code).toBe('USAGE')
    expect(error.message).toMatch(/^[^\n]{10,}$/)
  })

  it.each([
    [['visits', '--scenario', 'urban', '--output', 'x.csv', '--days', '0'], 'Days must be a whole number from 1 to 1000.'],
    [['simulate', '--model', 'x.json', '--precision', '2'], 'A precision is a share from 0.001 to 0.5, such as 0.05.'],
    [['train', '--scenario', 'urban', '--seed', '4294967296'], 'A seed is a whole number from 0 to 4294967295.'],
    [['study', '--scenario', 'urban', '--seeds', '1'], 'A study takes 2 to 32 seeds.'],
    [['study', '--scenario', 'urban', '--fairness-weights', '0.5,0.5'], 'Each fairness weight may be given once.'],
    [['study', '--scenario', 'urban', '--fairness-weights', 'much'], 'Give a number.'],
    [['train', '--environment', 'mountain-car'], 'Allowed choices are cart-pole.'],
    [['train', '--environment', 'cart-pole', '--decisions', '2000'], '--decisions goes with --scenario, not with --environment'],
    [['simulate', '--scenario', 'urban', '--replications', '6000'], 'replications must be a whole number from 1 to 5000'],
    [['calibrate', '--visits', 'x.csv', '--base', 'urban', '--title', ''], 'A title has 1 to 120 characters.'],
  ])('says what an option may be: %j', async (parameters, rule) => {
    expect((await runCommand(parameters)).stderr).toContain(rule)
  })

  it('uses the data folder that is named, before or after its name', async () => {
    expect((await runCommand(['runs', 'list'])).opened).toEqual(['/default'])
    expect((await runCommand(['runs', 'list', '--data-dir', '/here'])).opened).toEqual(['/here'])
    expect((await runCommand(['--data-dir', '/here', 'runs', 'list'])).opened).toEqual(['/here'])
  })

  it('closes the studio, also when it fails', async () => {
    expect((await runCommand(['runs', 'list'])).closed).toBe(1)
    expect((await runCommand(['scenarios', 'show', 'nowhere'])).closed).toBe(1)
  })
})

describe('--json', () => {
  it.each([
    [['runs', 'list'], { runs: [{ id: 'run-1', scenario: 'urban', seed: 7, status: 'queued', decisions: 0 }] }],
    [['runs', 'show', 'run-1'], { run: { id: 'run-1' } }],
    [['runs', 'delete', 'run-1'], { deleted: 'run-1' }],
    [['scenarios', 'list'], { scenarios: [{ id: 'scenario-1', name: 'urban', preset: true }] }],
    [['scenarios', 'show', 'urban'], { scenario: { name: 'urban', scenario: { format: 'fairward-scenario' } } }],
    [['scenarios', 'export', 'urban'], JSON.parse(urbanText) as object],
    [['train', '--scenario', 'urban', '--decisions', '2000'], { run: { id: 'run-1', status: 'finished', decisions: 2000 } }],
  ])('prints exactly one object: %j', async (parameters, expected) => {
    const { code, stdout } = await runCommand([...parameters, '--json'])
    expect(code).toBe(0)
    expect(stdout.trimEnd()).not.toContain('\n')
    expect(JSON.parse(stdout)).toMatchObject(expected)
  })

  it('holds the error of a command that failed', async () => {
    const { code, stdout, stderr } = await runCommand(['scenarios', 'show', 'nowhere', '--json'])
    expect(code).toBe(1)
    expect(JSON.parse(stdout)).toEqual({ error: { code: 'NOT_FOUND', message: 'There is no scenario nowhere.', problems: [] } })
    expect(stderr).toBe('There is no scenario nowhere.\n')
  })

  it('holds the run, and nothing more, when training failed', async () => {
    const { code, stdout, stderr } = await runCommand(['train', '--scenario', 'urban', '--json'], createFakeStudio('fails'))
    expect(code).toBe(1)
    expect(JSON.parse(stdout)).toMatchObject({ run: { status: 'failed' } })
    expect(stderr).toContain('The loss was not a number at iteration 3.')
  })
})

describe('scenarios', () => {
  it('are exported to standard output or a file', async () => {
    expect((await runCommand(['scenarios', 'export', 'urban'])).stdout.trim()).toBe(urbanText.trim())
    const path = join(folder, 'exported.json')
    expect((await runCommand(['scenarios', 'export', 'urban', '--output', path])).code).toBe(0)
    expect(readFileSync(path, 'utf8')).toBe(urbanText)
  })

  it('are imported with their new id as the only word', async () => {
    const { code, stdout } = await runCommand(['scenarios', 'import', file('urban.json', urbanText)])
    expect([code, stdout]).toEqual([0, 'scenario-1\n'])
  })

  const document = JSON.parse(urbanText) as Record<string, unknown>
  const changed = (change: object) => JSON.stringify({ ...document, ...change })
  const broken: [string, string | Buffer, RegExp][] = [
    ['not JSON', '{"format": ', /not JSON/],
    ['empty', '', /is empty/],
    ['binary', Buffer.from([0, 159, 146, 150, 0, 1]), /not text/],
    ['10 MB of text', 'x'.repeat(10_000_000), /10,000,000 bytes; a scenario has at most 1,000,000 characters/],
    ['a list', '[]', /no JSON object/],
    ['a wrong type', changed({ title: 7 }), /scenario urban: title is 7/],
    [
      'a negative rate',
      changed({ arrivals: { ...(document.arrivals as object), ratePerHour: [-2, ...Array(23).fill(1)] } }),
      /ratePerHour\[0\] is -2/,
    ],
    ['an unknown field', changed({ beds: 3 }), /beds is not a field/],
    ['an unknown version', changed({ version: 9 }), /version is 9; this Fairward reads version 1/],
    ['a prototype key', `{"__proto__": {"x": 1}, ${urbanText.trim().slice(1)}`, /__proto__ is not a field/],
  ]
  it.each(broken)('are refused with a sentence that names the field: %s', async (name, text, sentence) => {
    const path = file(`${name}.json`, text)
    for (const command of ['validate', 'import']) {
      const studio = createFakeStudio()
      const { code, stderr } = await runCommand(['scenarios', command, path], studio)
      expect(code).toBe(1)
      expect(stderr).toMatch(sentence)
      expect(studio.asked).toEqual([])
    }
    const { code, stderr } = await runCommand(['simulate', '--scenario', path])
    expect(code).toBe(1)
    expect(stderr).toMatch(sentence)
  })

  it('with very many problems are told the first few', async () => {
    const fields = Object.fromEntries(Array.from({ length: 5000 }, (_, index) => [`field${index}`, 1]))
    const { stderr } = await runCommand(['scenarios', 'validate', file('many.json', changed(fields))])
    expect(stderr.trimEnd().split('\n')).toHaveLength(11)
    expect(stderr).toMatch(/\nand 4990 more problems\n$/)
  })

  it('that cannot be written say why', async () => {
    const { code, stderr } = await runCommand(['scenarios', 'export', 'urban', '--output', join(folder, 'nowhere', 'x.json')])
    expect(code).toBe(1)
    expect(stderr).toContain('x.json cannot be written: its folder does not exist.')
  })

  it('list their problems for programs', async () => {
    const { stdout } = await runCommand(['scenarios', 'validate', file('beds.json', changed({ beds: 3 })), '--json'])
    const { error } = JSON.parse(stdout) as { error: { code: string; problems: { path: string }[] } }
    expect(error.code).toBe('BAD_INPUT')
    expect(error.problems[0]?.path).toBe('beds')
  })

  it('are not there, or a folder', async () => {
    expect((await runCommand(['scenarios', 'validate', join(folder, 'missing.json')])).stderr).toContain('There is no file')
    expect((await runCommand(['scenarios', 'import', folder])).stderr).toContain('is a folder')
  })
})

describe('train', () => {
  it('passes its options on', async () => {
    const studio = createFakeStudio()
    await runCommand(['train', '--scenario', 'urban', '--seed', '9', '--decisions', '2000', '--fairness-weight', '0.75'], studio)
    expect(studio.asked).toEqual([
      { call: 'start', input: { scenarios: ['urban'], options: { seed: 9, decisions: 2000, fairnessWeight: 0.75 } } },
    ])
  })

  it('trains as long as the window does unless a number or a word says otherwise', async () => {
    const studio = createFakeStudio()
    await runCommand(['train', '--scenario', 'urban'], studio)
    await runCommand(['train', '--scenario', 'urban', '--budget', 'quick'], studio)
    const options = { seed: 1, fairnessWeight: 0.5 }
    expect(studio.asked.map(({ input }) => input)).toEqual([
      { scenarios: ['urban'], options: { ...options, decisions: 800_000 } },
      { scenarios: ['urban'], options: { ...options, decisions: 120_000 } },
    ])
  })

  it('gives the reason and the field where the studio refuses what the command let through', async () => {
    const visits = file('long-name.csv', 'arrival\n2026-01-05 10:00\n')
    const column = `arrival=${'a'.repeat(201)}`
    const { code, stderr } = await runCommand(['calibrate', '--visits', visits, '--base', 'urban', '--column', column])
    expect(code).toBe(1)
    expect(stderr).toContain('options.mapping.arrival a column name has at most 200 characters')
  })

  it('shows a bar on a terminal and plain lines elsewhere, never on standard output', async () => {
    const onTerminal = await runCommand(['train', '--scenario', 'urban', '--json'], createFakeStudio(), { terminal: true })
    expect(onTerminal.stderr).toMatch(/\[#+\.*\]/)
    expect(JSON.parse(onTerminal.stdout)).toHaveProperty('run')
    const elsewhere = await runCommand(['train', '--scenario', 'urban'], createFakeStudio())
    expect(elsewhere.stderr).toContain(' 25 % urban: 500 of 2,000 decisions')
    expect(elsewhere.stderr).not.toContain('\u001b')
  })

  it('pauses at Ctrl+C, says how to go on, and ends with 1', async () => {
    const studio = createFakeStudio('hangs')
    const interruption = new AbortController()
    const running = runCommand(['train', '--scenario', 'urban', '--json'], studio, { interruption: interruption.signal })
    await expect.poll(() => studio.currentRun().decisions).toBe(500)
    interruption.abort()
    const { code, stdout, stderr, closed } = await running
    expect(code).toBe(1)
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'INTERRUPTED', message: expect.stringContaining('run-1') } })
    expect(stderr).toContain('fairward runs resume run-1')
    expect(studio.asked.at(-1)).toEqual({ call: 'pause', input: { id: 'run-1' } })
    expect(closed).toBe(1)
  })
})

describe('doctor', () => {
  it('says in sentences what is missing, and fails where the store cannot be used', async () => {
    const { code, stdout, stderr } = await runCommand(['doctor', '--json'])
    expect(code).toBe(1)
    expect(stderr).toContain('The folder /data cannot be written.')
    const { doctor } = JSON.parse(stdout) as { doctor: { checks: { name: string; state: string; detail: string }[] } }
    const state = Object.fromEntries(doctor.checks.map((check) => [check.name, check.state]))
    expect(state).toMatchObject({ 'Node.js': 'good', store: 'bad', 'desktop window': 'absent' })
  })
})

describe('serve', () => {
  const address = 'http://127.0.0.1:4747/#token=secret'

  it('prints the address on a line of its own and stays until it is stopped', async () => {
    const interruption = new AbortController()
    const running = runCommand(['serve', '--no-open'], createFakeStudio(), { interruption: interruption.signal })
    const early = await Promise.race([running, new Promise((resolve) => setTimeout(() => resolve('still serving'), 50))])
    expect(early).toBe('still serving')
    interruption.abort()
    const { code, stdout, stderr, browsers, closed } = await running
    expect([code, stdout, browsers, closed]).toEqual([0, `${address}\n`, [], 1])
    expect(stderr).toContain('The folder /data cannot be written.')
  })

  it('points to the Fairward that already has the folder', async () => {
    const { code, stdout, stderr } = await runCommand(['serve', '--no-open'], createFakeStudio(), { kind: 'guest' })
    expect([code, stdout]).toEqual([0, `${address}\n`])
    expect(stderr).toContain('already runs on this data folder (process 42)')
  })

  it('waits for a command that has the folder, for its address ends with it', async () => {
    let commandsLeft = 2
    const interruption = new AbortController()
    const kind = () => {
      if (commandsLeft === 0) return 'owner'
      commandsLeft -= 1
      return 'guest'
    }
    const studio = createFakeStudio('finishes', 'command')
    const running = runCommand(['serve', '--no-open'], studio, { kind, interruption: interruption.signal })
    await expect.poll(() => commandsLeft, { timeout: 5000 }).toBe(0)
    setTimeout(() => interruption.abort(), 700)
    const { code, stdout, stderr, closed } = await running
    expect([code, stdout, closed]).toEqual([0, `${address}\n`, 3])
    expect(stderr.match(/waiting for its end/g)).toHaveLength(1)
  })

  it('opens a browser where somebody can see it', async () => {
    const environment = { DISPLAY: ':0' }
    const shown = await runCommand(['serve'], createFakeStudio(), { kind: 'guest', environment })
    expect(shown.browsers).toEqual([address])
    const automated = await runCommand(['serve'], createFakeStudio(), { kind: 'guest', environment: { ...environment, CI: '1' } })
    expect(automated.browsers).toEqual([])
  })
})
