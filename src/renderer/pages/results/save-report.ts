import { client } from '../../connection/client.ts'
import { saveFile } from '../../save-file.ts'

export type ReportFormat = 'pdf' | 'csv' | 'json'

/** Has the report made and hands it to the window to save; the host decides where. Gives the file's name. */
export async function saveReport(studyId: string, format: ReportFormat): Promise<string> {
  const file = await client.studies.report({ id: studyId, format })
  const bytes = Uint8Array.from(atob(file.base64), (letter) => letter.charCodeAt(0))
  saveFile(file.fileName, file.mediaType, bytes)
  return file.fileName
}
