import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { acquireHostLock } from '../../src/main/studio/host-lock.ts'

// A process that tries to get the data folder, prints what it got, and lives until all of them have got something.
const [directory = '', processes = '1'] = process.argv.slice(2)
const result = await acquireHostLock(directory, { probe: async () => true })
if (result.kind === 'owner') result.lock.announce('http://127.0.0.1:1', 'token')
console.log(result.kind)
writeFileSync(join(directory, `${process.pid}.done`), '')
while (readdirSync(directory).filter((name) => name.endsWith('.done')).length < Number(processes))
  await new Promise((resolve) => setTimeout(resolve, 20))
if (result.kind === 'owner') result.lock.release()
