import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { bootstrap } from './bootstrap.mjs'
import { runToEnd } from './support/child.mjs'
import { fetchDesktopProgram, hasCrashed } from './support/electron.mjs'
import { callersFolder, commandProgram, productNode, projectFolder } from './support/place.mjs'

const usage = `npm start -- [options]

Opens Fairward: as a desktop window where that is possible, otherwise in your browser.

  --no-open          serve only: print the address, open nothing
  --port NUMBER      serve only, on this port or the next free one
  --data-dir FOLDER  where scenarios, runs and reports are kept
  --help             this text`

const say = (sentence) => console.log(sentence)

function readOptions() {
  try {
    return parseArgs({
      options: {
        'no-open': { type: 'boolean', default: false },
        port: { type: 'string' },
        'data-dir': { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    }).values
  } catch (error) {
    console.error(`${error.message}\n\n${usage}`)
    process.exit(2)
  }
}

/** A window needs a display and an ordinary user, and nobody sits in front of an automated run. */
function reasonAgainstWindow(options) {
  if (options['no-open'] || options.port !== undefined)
    return 'Fairward opens no window, as asked, and serves to a browser at the address below.'
  if (process.env.CI) return 'CI is set, so Fairward opens no window and serves to a browser.'
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY)
    return 'There is no display here, so Fairward opens no window and serves to a browser.'
  if (process.platform === 'linux' && process.getuid() === 0)
    return 'A window is not opened for root, whom its sandbox does not protect, so Fairward serves to a browser.'
  return null
}

async function start(options) {
  await bootstrap({ say })
  const environment = { ...process.env }
  // Terminals inside of other desktop apps hand it down; it would make a plain Node of the desktop program.
  delete environment.ELECTRON_RUN_AS_NODE
  if (options['data-dir'] !== undefined) environment.FAIRWARD_HOME = resolve(callersFolder('start'), options['data-dir'])
  let reason = reasonAgainstWindow(options)
  if (reason === null) {
    const desktop = await fetchDesktopProgram(say)
    if (desktop.program !== null) {
      const code = await runToEnd(desktop.program, [projectFolder], { env: environment })
      if (!hasCrashed(code)) return code
    }
    reason = desktop.reason ?? 'The desktop window has crashed or cannot start on this system, so Fairward serves to a browser.'
  }
  say(reason)
  const parameters = ['serve']
  if (options['no-open']) parameters.push('--no-open')
  if (options.port !== undefined) parameters.push('--port', options.port)
  return runToEnd(productNode(), [commandProgram, ...parameters], {
    env: environment,
    // The channel is how the server notices that this launcher was killed.
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  })
}

const options = readOptions()
if (options.help) say(usage)
else {
  try {
    process.exitCode = await start(options)
  } catch (error) {
    console.error(error.message)
    process.exitCode = 1
  }
}
