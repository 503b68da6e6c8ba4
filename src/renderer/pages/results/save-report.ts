import { client } from '../../connection/client.ts'

export type ReportFormat = 'pdf' | 'csv' | 'json'

/** Has the report made and hands it to the window to save; the host decides where. Gives the file's name. */
export async function saveReport(studyId: string, format: ReportFormat): Promise<string> {
  const file = await client.studies.report({ id: studyId, format })
  const bytes = Uint8Array.from(atob(file.base64), (letter) => letter.charCodeAt(0))
  const address = URL.createObjectURL(new Blob([bytes], { type: file.mediaType }))
  const link = document.createElement('a')
  link.href = address
  link.download = file.fileName
  link.click()
  // The download has taken hold of the data by the next task or two.
  setTimeout(() => URL.revokeObjectURL(address), 10_000)
  return file.fileName
}
