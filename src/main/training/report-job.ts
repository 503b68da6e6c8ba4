import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { renderPdf } from '../report/render-pdf.ts'
import { studyCsv } from '../report/study-csv.ts'
import { studyJson } from '../report/study-json.ts'
import type { JobResult, SpecificationOf } from './job.ts'
import type { LastMessage } from './job-context.ts'

type ReportResult = Extract<JobResult, { kind: 'report' }>

/** A study as a file. */
export async function runReport(specification: SpecificationOf<'report'>): Promise<LastMessage> {
  return { type: 'result', result: await fileOf(specification) }
}

async function fileOf({ study, format, date, version, resourcesDirectory }: SpecificationOf<'report'>): Promise<ReportResult> {
  switch (format) {
    case 'json':
      return text('study.json', 'application/json', studyJson(study))
    case 'csv':
      return text('study.csv', 'text/csv', studyCsv(study))
    case 'pdf': {
      const font = (name: string) => readFile(join(resourcesDirectory, 'fonts', name))
      const [regular, bold] = await Promise.all([font('NotoSans-Regular.ttf'), font('NotoSans-Bold.ttf')])
      const bytes = await renderPdf(study, { date, version, fonts: { regular, bold } })
      return { kind: 'report', fileName: 'fairness-report.pdf', mediaType: 'application/pdf', bytes }
    }
  }
}

function text(fileName: string, mediaType: string, content: string): ReportResult {
  return { kind: 'report', fileName, mediaType, bytes: Buffer.from(content, 'utf8') }
}
