import { bootstrap } from './bootstrap.mjs'
import { runToEnd } from './support/child.mjs'
import { callersFolder, commandProgram, productNode } from './support/place.mjs'

// The command line: standard output belongs to the command alone, so everything said here goes to standard error.
try {
  await bootstrap({ say: (sentence) => process.stderr.write(`${sentence}\n`) })
  process.exitCode = await runToEnd(productNode(), [commandProgram, ...process.argv.slice(2)], {
    cwd: callersFolder('fairward'),
    // The channel is how the command notices that this launcher was killed.
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  })
} catch (error) {
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
}
