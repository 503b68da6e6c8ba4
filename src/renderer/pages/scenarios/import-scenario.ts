import { formatNumber } from '../../../shared/format.ts'
import type { Problem } from '../../../shared/problem.ts'
import { parseScenarioText, scenarioMaximumLength } from '../../../shared/scenario.ts'
import { scenariosText } from '../../text/scenarios.ts'

/** Text has at most four bytes a character. */
const maximumBytes = scenarioMaximumLength * 4

type ReadFile = { ok: true; text: string } | { ok: false; problems: Problem[] }

/** Reads and checks a file before it is sent anywhere. */
export async function readScenarioFile(file: Pick<File, 'size' | 'text'>): Promise<ReadFile> {
  const whole = (message: string): ReadFile => ({ ok: false, problems: [{ path: '', message }] })
  if (file.size > maximumBytes) return whole(scenariosText.tooLarge(formatNumber(file.size / 1e6, { digits: 1 })))
  let text: string
  try {
    text = await file.text()
  } catch {
    return whole(scenariosText.unreadable)
  }
  const parsed = parseScenarioText(text)
  return parsed.ok ? { ok: true, text } : { ok: false, problems: parsed.problems }
}
