import type { Study } from '../../shared/evaluation.ts'
import { formatDate } from '../../shared/format.ts'
import { ReportDocument, type ReportFonts } from './document.ts'
import { writeHospital } from './hospital.ts'
import { writeMethod } from './method.ts'
import { writeSummary } from './summary.ts'
import { notForLiveUse } from './words.ts'

export interface ReportOptions {
  /** The day of the report, `2026-11-20` or a whole UTC time, of which the day counts. It is all the file knows of time. */
  date: string
  fonts: ReportFonts
  /** Fairward's version, for the footer and the method. */
  version: string
}

/**
 * The fairness report of a study as a tagged PDF (PDF/UA): a page in plain words, a part for each hospital, and the method.
 * The same study, day, fonts and version give the same bytes. Throws a RangeError where the date is not one.
 */
export async function renderPdf(study: Study, options: ReportOptions): Promise<Uint8Array> {
  const date = new Date(`${options.date.slice(0, 10)}T00:00:00Z`)
  if (Number.isNaN(date.getTime()))
    throw new RangeError(`The date of a report is written like 2026-11-20; “${options.date}” is not one.`)
  const document = new ReportDocument({
    title: `${study.title}: fairness report`,
    subject: `Who waits longer at equal need, and what would help. Study ${study.id}.`,
    date,
    creator: `Fairward ${options.version}`,
    fonts: options.fonts,
    footer: `Fairward ${options.version} · ${formatDate(options.date)} · ${notForLiveUse.replace('.', '')}`,
  })
  writeSummary(document, study, options.date)
  for (const evaluation of study.evaluations) writeHospital(document, evaluation)
  writeMethod(document, study, options.version)
  return document.finish()
}
