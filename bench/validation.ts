import { runValidation } from '../src/main/validation/run-validation.ts'
import { inputs } from '../test/validation/inputs.ts'
import { processorClock, processorSecondsSince } from './support/best-rate.ts'

/** Apart from the seed that ships. */
const seeds = 20

/**
 * All checks on other seeds than the one that ships. Correct checks fail once in a thousand; a check that leans to one side, too little to
 * fail, shows in the mean of its deviations over the seeds (those against simulated references lean by the error of the reference).
 */
export async function run(): Promise<{ name: string; value: number; unit: string }[]> {
  const deviations = new Map<string, number[]>()
  let [checks, failed, clean] = [0, 0, 0]
  const start = processorClock.now()
  for (let seed = 1; seed <= seeds; seed++) {
    const result = runValidation({ quick: false, seed, inputs })
    checks += result.checks.length
    failed += result.failed
    if (result.failed === 0) clean++
    for (const check of result.checks) {
      const name = `${check.suite}: ${check.name}`
      if (!check.ok)
        process.stderr.write(
          `seed ${seed}: ${name}: expected ${check.expected}, observed ${check.observed}, ${check.deviation?.toFixed(2)} standard errors, half-width ${check.halfWidth.toPrecision(3)} of ${check.halfWidthLimit.toPrecision(3)}. ${check.failure}\n`,
        )
      if (check.deviation !== null && check.referenceStandardError === 0)
        deviations.set(name, [...(deviations.get(name) ?? []), check.deviation])
    }
    process.stderr.write(`seed ${seed}: ${result.passed} passed, ${result.failed} failed\n`)
  }
  const seconds = processorSecondsSince(start)
  const leaning = [...deviations]
    .map(([name, values]) => ({
      name,
      mean: (values.reduce((sum, value) => sum + value, 0) / values.length) * Math.sqrt(values.length),
    }))
    .sort((a, b) => Math.abs(b.mean) - Math.abs(a.mean))
  for (const { name, mean } of leaning.slice(0, 15))
    process.stderr.write(`leans ${mean.toFixed(2)} standard errors over ${seeds} seeds: ${name}\n`)
  return [
    { name: 'seeds', value: seeds, unit: '' },
    { name: 'checks', value: checks / seeds, unit: 'a seed' },
    { name: 'failed-share', value: failed / checks, unit: 'of all checks' },
    { name: 'seeds-without-failure', value: clean, unit: 'seeds' },
    { name: 'largest-leaning', value: Math.abs(leaning[0]?.mean ?? 0), unit: 'standard errors over all seeds' },
    { name: 'cpu-seconds', value: seconds / seeds, unit: 's a seed' },
  ]
}
