import { writeFileSync } from 'node:fs'

/** A vitest reporter that leaves the counts and the reason of every skip in the file named by FAIRWARD_TALLY. */
export default class Tally {
  onTestRunEnd(modules, unhandledErrors) {
    const tally = { passed: 0, failed: unhandledErrors.length, skipped: [] }
    for (const module of modules) {
      // A file that could not be loaded has errors and no tests.
      tally.failed += module.errors().length
      for (const test of module.children.allTests()) {
        const { state, note } = test.result()
        if (state === 'passed') tally.passed += 1
        else if (state === 'skipped') tally.skipped.push({ name: test.fullName, reason: note ?? 'no reason given' })
        else tally.failed += 1
      }
    }
    writeFileSync(process.env.FAIRWARD_TALLY, JSON.stringify(tally))
  }
}
