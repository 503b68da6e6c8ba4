import { writeFileSync } from 'node:fs'

/** A Playwright reporter that leaves the counts and the reason of every skip in the file named by FAIRWARD_TALLY. */
export default class Tally {
  #errors = 0
  #suite = null

  onBegin(_config, suite) {
    this.#suite = suite
  }

  /** Errors outside of tests: a file that cannot be loaded, a server that does not start. */
  onError() {
    this.#errors += 1
  }

  onEnd() {
    const tally = { passed: 0, failed: this.#errors, skipped: [] }
    for (const test of this.#suite?.allTests() ?? []) {
      const outcome = test.outcome()
      if (outcome === 'expected') tally.passed += 1
      else if (outcome === 'skipped') tally.skipped.push({ name: test.title, reason: reasonOf(test) })
      else tally.failed += 1
    }
    writeFileSync(process.env.FAIRWARD_TALLY, JSON.stringify(tally))
  }

  printsToStdio() {
    return false
  }
}

function reasonOf(test) {
  const annotations = [...test.annotations, ...test.results.flatMap((result) => result.annotations)]
  const skip = annotations.find(({ type, description }) => (type === 'skip' || type === 'fixme') && description)
  return skip?.description ?? 'not run because an earlier step of the same walk failed'
}
