import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { inflateSync } from 'node:zlib'
import { getDocument, type PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { describe, expect, it } from 'vitest'
import { renderPdf } from '../../src/main/report/render-pdf.ts'
import type { Study } from '../../src/shared/evaluation.ts'
import { alone, awkward, demoStudy, evaluationOf, resultOf, studyOf, urban } from './fixture.ts'
import { seedPoolOf } from './seed-pool-fixture.ts'

const font = (name: string) => readFileSync(fileURLToPath(new URL(`../../resources/fonts/${name}.ttf`, import.meta.url)))
const fonts = { regular: font('NotoSans-Regular'), bold: font('NotoSans-Bold') }
const render = (study: Study, date = '2026-11-20') => renderPdf(study, { date, fonts, version: '1.2.3' })

const open = (pdf: Uint8Array): Promise<PDFDocumentProxy> => getDocument({ data: pdf.slice(), verbosity: 0 }).promise

interface StructureNode {
  role?: string
  alt?: string
  lang?: string
  type?: string
  children?: StructureNode[]
}

async function pagesOf(document: PDFDocumentProxy) {
  return Promise.all(
    Array.from({ length: document.numPages }, async (_, index) => {
      const page = await document.getPage(index + 1)
      const content = await page.getTextContent()
      const items = content.items.flatMap((item) => ('str' in item ? [item] : []))
      return {
        width: page.view[2]!,
        items,
        text: items
          .map((item) => (item.hasEOL ? `${item.str} ` : item.str))
          .join('')
          .replaceAll('\u00a0', ' '),
        structure: (await page.getStructTree()) as StructureNode | null,
      }
    }),
  )
}

const flatten = (node: StructureNode): StructureNode[] => [node, ...(node.children ?? []).flatMap(flatten)]

describe('the report of the four hospitals', async () => {
  const pdf = await render(demoStudy())
  const source = Buffer.from(pdf).toString('latin1')
  const document = await open(pdf)
  const pages = await pagesOf(document)
  const text = pages.map((page) => page.text).join('\n')
  const nodes = pages.flatMap((page) => (page.structure === null ? [] : flatten(page.structure)))

  it('answers in plain words on its first page', () => {
    const first = pages[0]!.text
    expect(first).toContain('Who waits longer in four hospitals')
    expect(first).toContain('Not for live clinical use.')
    expect(first).toContain('agents see which group a patient belongs to')
    for (const title of ['Urban emergency department', 'Rural hospital', 'Pediatric emergency department', 'mass-casualty surge'])
      expect(first).toContain(title)
    expect(first).toContain('250 (241–259)')
    expect(first).toContain('wait 12.1 minutes longer than children')
    expect(first).toContain('Shortest weighted work (c-mu) (best rule)')
    expect(first).toContain('There is nothing to recommend')
    expect(first).toContain('With the agent: equivalent, largest difference 2')
    expect(first).toContain('no changes were tried')
  })

  it('has verdicts, differences, recommendations and the method further on', () => {
    expect(text).toContain('Disparity shown')
    expect(text).toContain('–10.3 (–10.7 to –9.9)')
    expect(text).toContain('One more clinician 17:00–21:00')
    expect(text).toContain('common random numbers')
    expect(text).toContain('too few')
    expect(text).toMatch(/Offered load .{10,130} 1\.31; at 1 or more the queue grows/)
    expect(text).toContain(`Page ${document.numPages} of ${document.numPages}`)
    for (const page of pages) expect(page.text).toContain('Fairward 1.2.3 · 20-Nov-2026 · Not for live clinical use')
  })

  it('is tagged, with headings, tables of headed rows, and a text for every picture', async () => {
    expect(source).toMatch(/\/MarkInfo \d+ 0 R/)
    expect(source).toContain('/Marked true')
    const roles = new Set(nodes.map((node) => node.role))
    for (const role of ['Document', 'Sect', 'H1', 'H2', 'P', 'L', 'LI', 'LBody', 'Table', 'Caption', 'TR', 'TH', 'TD', 'Figure'])
      expect(roles).toContain(role)
    const figures = nodes.filter((node) => node.role === 'Figure')
    expect(figures).toHaveLength(8)
    for (const figure of figures) expect(figure.alt).toMatch(/^Dot chart .* 95 % intervals\. .*\d/)
    expect(figures[0]?.alt).toContain('Children 36\u00a0min (35–38)')
  })

  it('leaves nothing untagged but footers and rules', async () => {
    const page = await document.getPage(2)
    const content = await page.getTextContent({ includeMarkedContent: true })
    let depth = 0
    for (const item of content.items) {
      if (!('str' in item)) depth += item.type === 'endMarkedContent' ? -1 : 1
      else if (item.str.trim() !== '') expect(depth, item.str).toBeGreaterThan(0)
    }
    expect(depth).toBe(0)
  })

  it('says what it is: language, title, PDF/UA, and a table of contents', async () => {
    const { info } = await document.getMetadata()
    expect(info).toMatchObject({
      Title: 'Who waits longer in four hospitals: fairness report',
      Language: 'en-GB',
      CreationDate: 'D:20261120000000Z',
      ModDate: 'D:20261120000000Z',
    })
    expect(source).toContain('<pdfuaid:part>1</pdfuaid:part>')
    expect((await document.getViewerPreferences())?.get('DisplayDocTitle')).toBe(true)
    const outline = await document.getOutline()
    expect(outline.map((item) => item.title)).toEqual([
      'Summary',
      'Urban emergency department',
      'Rural hospital',
      'Pediatric emergency department',
      'Urban emergency department with a mass-casualty surge',
      'How the numbers were made',
    ])
    expect(outline[1]?.items.map((item: { title: string }) => item.title)).toContain('What would help')
  })

  it('embeds subsets of its two fonts and stays small', () => {
    expect(source.match(/\/FontName \/[A-Z]{6}\+NotoSans-(Regular|Bold)/g)).toHaveLength(2)
    expect(source.match(/\/FontFile2 /g)).toHaveLength(2)
    expect(source).not.toContain('/Helvetica')
    expect(pdf.length).toBeLessThan(600_000)
  })

  it('hears the dash that is drawn for a minus as a minus', () => {
    const streams = source.split('stream\n').slice(1)
    const spans = streams.some((stream) => {
      const body = Buffer.from(stream.slice(0, stream.indexOf('\nendstream')), 'latin1')
      try {
        return inflateSync(body).toString('latin1').includes('/Span <<\n/ActualText (\u00fe\u00ff\u0022\u0012)')
      } catch {
        return false
      }
    })
    expect(spans).toBe(true)
  })

  it('keeps every line inside the margins and every page well filled', () => {
    pages.forEach((page, index) => {
      for (const item of page.items) {
        expect(item.transform[4]).toBeGreaterThan(50)
        expect(item.transform[4] + item.width).toBeLessThan(page.width - 50)
      }
      const body = page.items.filter((item) => item.transform[5] > 60 && item.str.trim() !== '')
      const lowest = Math.min(...body.map((item) => item.transform[5]))
      expect(lowest, `page ${index + 1} is almost empty`).toBeLessThan(620)
    })
  })
})

describe('a report', () => {
  it('is the same bytes for the same study and day, and others for another day', async () => {
    const [once, again, later] = await Promise.all([
      render(demoStudy()),
      render(demoStudy(), '2026-11-20T15:30:00.000Z'),
      render(demoStudy(), '2026-11-21'),
    ])
    expect(Buffer.from(once).equals(Buffer.from(again))).toBe(true)
    expect(Buffer.from(once).equals(Buffer.from(later))).toBe(false)
  })

  it('refuses a date that is none', async () => {
    await expect(render(demoStudy(), 'yesterday')).rejects.toThrow('written like 2026-11-20; “yesterday” is not one')
  })

  it('says what is missing: failed, unfinished, no agent, nothing to compare', async () => {
    const study = studyOf([
      evaluationOf(null, { error: 'The worker ran out of memory' }),
      evaluationOf(null, { status: 'running' }),
      evaluationOf(resultOf(alone)),
    ])
    const text = (await pagesOf(await open(await render(study)))).map((page) => page.text).join('\n')
    expect(text).toContain('The evaluation failed, so there is nothing to report. The worker ran out of memory.')
    expect(text).toContain('not finished when this report was made')
    expect(text).toContain('No changes were tried for this hospital.')
    expect(text).not.toContain('Against today’s rule')
    expect(text).not.toContain('Trained agents see')
  })

  it('has the trainings of a study over seeds, one by one and together', async () => {
    const seeds = Array.from({ length: 32 }, (_, index) => index + 1)
    const study = studyOf([evaluationOf({ ...resultOf(urban), seedPools: [seedPoolOf(seeds)] })])
    const pages = await pagesOf(await open(await render(study)))
    const text = pages.map((page) => page.text).join('\n')
    expect(text).toContain('Agents with fairness weight 0: 32 trainings')
    expect(pages[0]?.text).toContain('Agents with fairness weight 0: Better than strict acuity: for sure.')
    expect(pages[0]?.text).toContain('With the agent: equivalent')
    expect(text).toContain('Better than strict acuity: for sure.')
    expect(text).toMatch(/Seed 32\s+–38/)
    expect(text).toMatch(/Mean over trainings and patients\s+–9 \(–11/)
    expect(text).toContain('Interquartile mean')
    for (const page of pages)
      for (const item of page.items) expect(item.transform[4] + item.width, item.str).toBeLessThan(page.width - 50)
  })

  it('has wait against fairness as a picture, a text for it and a table', async () => {
    const result = resultOf(urban)
    const pool = { ...seedPoolOf([3, 4]), agents: [3, 4].map((seed) => ({ seed, policy: '019a-agent' })) }
    const reportOf = async (shown: typeof result) => {
      const pages = await pagesOf(await open(await render(studyOf([evaluationOf(shown)]))))
      const alts = pages.flatMap(({ structure }) => (structure === null ? [] : flatten(structure).map(({ alt }) => alt)))
      return { text: pages.map((page) => page.text).join('\n'), scatter: alts.find((alt) => alt?.startsWith('Scatter chart')) }
    }
    const { text, scatter } = await reportOf({ ...result, seedPools: [pool] })
    expect(text).not.toContain('With the agent:')
    expect(text).toContain('Wait against fairness')
    expect(text).toContain('Need-weighted wait and its gap, with 95 % intervals.')
    const said = scatter?.replaceAll('\u00a0', ' ')
    expect(said).toContain('Strict acuity (one way of working): 250 min (241–259), gap ')
    expect(said).toContain('Tuned index (sees groups) (one way of working): 246 min')
    expect(said).toContain('Agents with fairness weight 0 (mean of 2 trainings): 60 min (59–61), gap 60 min (59–61).')
    expect(await reportOf(result)).toEqual({ text: expect.not.stringContaining('Wait against fairness'), scatter: undefined })
  })

  it('of a study without numbers is still a report', async () => {
    const text = (await pagesOf(await open(await render(studyOf([]))))).map((page) => page.text).join('\n')
    expect(text).toContain('No evaluation of this study has numbers yet.')
    expect(text).toContain('How the numbers were made')
  })

  it('copes with six groups, very long names, foreign letters and one replication', async () => {
    const study = studyOf([evaluationOf(resultOf(awkward))], { title: 'Costs & <waits>' })
    const pdf = await render(study)
    const document = await open(pdf)
    const pages = await pagesOf(document)
    const text = pages.map((page) => page.text).join('\n')
    expect(text).toContain('Costs & <waits>')
    expect(text).toContain('1 replication of 5 days')
    expect(text).toContain('Annexe ?')
    expect((await document.getMetadata()).info).toMatchObject({ Title: 'Costs and waits : fairness report' })
    for (const page of pages)
      for (const item of page.items) expect(item.transform[4] + item.width, item.str).toBeLessThan(page.width - 50)
  })
})
