import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliDecompressSync } from 'node:zlib'

const packed = join(import.meta.dirname, '../../../node_modules/@sparticuz/chromium/bin/swiftshader.tar.br')

/** Why no software graphics card can be unpacked here, as a sentence; null where one can. */
export const softwareGraphicsHindrance: string | null =
  process.platform !== 'linux' || process.arch !== 'x64'
    ? 'the software graphics card that comes with the browser of the tests is for Linux on x64 only'
    : existsSync(packed)
      ? null
      : 'the browser of the tests (@sparticuz/chromium), which brings the software graphics card, is not installed'

/** Unpacks the graphics card that Chromium imitates in software, and gives its folder. The caller removes it. */
export function unpackSoftwareGraphics(): string {
  const folder = mkdtempSync(join(tmpdir(), 'fairward-graphics-'))
  const archive = join(folder, 'archive.tar')
  writeFileSync(archive, brotliDecompressSync(readFileSync(packed)))
  execFileSync('tar', ['xf', archive, '-C', folder])
  return folder
}

/** The environment in which a process finds that graphics card; the system reads it when the process starts. */
export const softwareGraphicsEnvironment = (folder: string): NodeJS.ProcessEnv => ({
  ...process.env,
  VK_ICD_FILENAMES: join(folder, 'vk_swiftshader_icd.json'),
  LD_LIBRARY_PATH: folder,
})
