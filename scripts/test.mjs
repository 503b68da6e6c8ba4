import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { bootstrap } from './bootstrap.mjs'
import { runToEnd } from './support/child.mjs'
import { desktopProgram } from './support/electron.mjs'
import { cacheFolder, pathWithoutModules, productNode, projectFolder } from './support/place.mjs'

const started = Date.now()
const total = { passed: 0, failed: 0, skipped: [] }
const tallyFile = join(cacheFolder, 'test-tally.json')
const module = (...path) => join(projectFolder, 'node_modules', ...path)

const heading = (title) => console.log(`\n== ${title} (${((Date.now() - started) / 1000).toFixed(0)} s)`)

function runTool(program, parameters, environment = {}) {
  const node = productNode()
  return runToEnd(node, [program, ...parameters], {
    cwd: projectFolder,
    // Whatever the tests start runs on the project's Node as well.
    env: {
      ...process.env,
      PATH: `${join(node, '..')}${process.platform === 'win32' ? ';' : ':'}${pathWithoutModules()}`,
      ...environment,
    },
  })
}

/** A check counts as one test. */
async function check(title, work) {
  heading(title)
  let passed = false
  try {
    passed = await work()
  } catch (error) {
    console.error(error.message)
  }
  if (passed) total.passed += 1
  else total.failed += 1
  console.log(passed ? 'passed' : 'FAILED')
}

const checkTool = (title, program, parameters) => check(title, async () => (await runTool(program, parameters)) === 0)

/** A test program leaves its counts in a file; without one it did not come to its end. */
async function suite(title, run) {
  heading(title)
  mkdirSync(cacheFolder, { recursive: true })
  rmSync(tallyFile, { force: true })
  const code = await run()
  const tally = existsSync(tallyFile) ? JSON.parse(readFileSync(tallyFile, 'utf8')) : null
  if (tally === null) {
    console.log(`FAILED: the ${title} ended without a result (exit code ${code})`)
    total.failed += 1
    return
  }
  total.passed += tally.passed
  total.failed += tally.failed
  total.skipped.push(...tally.skipped)
  if (code !== 0 && tally.failed === 0) {
    console.log(`FAILED: the ${title} ended with exit code ${code} though every test passed`)
    total.failed += 1
  }
}

const vitest = () =>
  runTool(module('vitest', 'vitest.mjs'), ['run', '--reporter=default', '--reporter=./scripts/support/vitest-tally.mjs'], {
    FAIRWARD_TALLY: tallyFile,
  })
const playwright = (...parameters) =>
  runTool(
    module('@playwright', 'test', 'cli.js'),
    ['test', ...parameters, '--reporter=list,./scripts/support/playwright-tally.mjs'],
    {
      FAIRWARD_TALLY: tallyFile,
    },
  )

async function testAll() {
  await bootstrap({ say: (sentence) => console.log(sentence), build: false })
  await check('build', async () => {
    await bootstrap({ say: (sentence) => console.log(sentence) })
    return true
  })
  await checkTool('lint', module('@biomejs', 'biome', 'bin', 'biome'), ['check', '.'])
  await checkTool('types', module('typescript', 'bin', 'tsc'), ['-b'])
  await checkTool('unused code and dependencies', module('knip', 'bin', 'knip.js'), ['--no-progress'])
  await suite('unit, import, contract and process tests', vitest)
  await suite('browser tests', () => playwright())
  if (desktopProgram() === null) {
    heading('desktop tests')
    const reason = "the desktop window's program (Electron) is not installed; `npm run dev` fetches it"
    total.skipped.push({ name: 'desktop tests', reason })
    console.log(`skipped: ${reason}`)
  } else await suite('desktop tests', () => playwright('--config', 'test/desktop/playwright.config.ts'))
}

try {
  await testAll()
} catch (error) {
  console.error(error.message)
  total.failed += 1
}
heading('done')
for (const { name, reason } of total.skipped) console.log(`skipped: ${name}: ${reason}`)
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped.length} skipped`)
process.exitCode = total.failed === 0 ? 0 : 1
