import PDFDocument from 'pdfkit'
import { Canvas, ink, lineHeight } from './canvas.ts'
import { type PlacedRow, placeTable, type Table } from './table.ts'
import type { Run } from './typesetting.ts'

/** A4, in points. */
const page = { width: 595.28, height: 841.89, left: 54, top: 52, bottom: 62 } as const
const contentWidth = page.width - 2 * page.left
const contentBottom = page.height - page.bottom
const contentHeight = contentBottom - page.top

export interface ReportFonts {
  regular: Uint8Array
  bold: Uint8Array
}

export interface DocumentOptions {
  title: string
  subject: string
  /** The day that the file carries; two files of the same content and day are the same bytes. */
  date: Date
  creator: string
  fonts: ReportFonts
  footer: string
}

export interface Box {
  x: number
  y: number
  width: number
  height: number
}

export interface Figure {
  caption: string
  /** What the picture says, for those who cannot see it. */
  alt: string
  height: number
  draw(canvas: Canvas, box: Box): void
}

/** A block that waits to be drawn with the one after it. */
interface Held {
  height: number
  spaceBefore: number
  draw(): void
}

/** Small print under tables. */
const noteSize = 8

const headingStyle = { 1: { size: 18, before: 20, after: 5 }, 2: { size: 12.5, before: 11, after: 3 } } as const

/**
 * A report as a stack of blocks that flow down A4 pages: headings, paragraphs, lists, tables, figures. Every block goes
 * into the structure tree (PDF/UA), decoration and footers are marked as artifacts. Headings stay with what follows; rows are
 * never cut.
 */
export class ReportDocument {
  readonly canvas: Canvas
  readonly width = contentWidth
  readonly #pdf: PDFKit.PDFDocument
  readonly #root: PDFKit.PDFStructureElement
  readonly #chunks: Uint8Array[] = []
  readonly #footer: string
  #section: PDFKit.PDFStructureElement
  #chapter: PDFKit.PDFOutline | null = null
  #y: number = page.top
  #held: Held[] = []
  #tables = 0
  #figures = 0

  constructor(options: DocumentOptions) {
    const settings = {
      size: 'A4',
      // The document breaks pages itself, so pdfkit must never think that a page is full.
      margins: { left: page.left, right: page.left, top: page.top, bottom: 0 },
      pdfVersion: '1.7' as const,
      subset: 'PDF/UA',
      tagged: true,
      lang: 'en-GB',
      displayTitle: true,
      bufferPages: true,
      info: {
        // pdfkit writes these into XML without escaping them.
        Title: plainForMetadata(options.title),
        Author: 'Fairward',
        Subject: plainForMetadata(options.subject),
        Creator: plainForMetadata(options.creator),
        CreationDate: options.date,
        ModDate: options.date,
      },
    }
    this.#pdf = new PDFDocument(settings as PDFKit.PDFDocumentOptions)
    this.#pdf.on('data', (chunk: Uint8Array) => this.#chunks.push(chunk))
    this.#footer = options.footer
    this.canvas = new Canvas(this.#pdf, options.fonts)
    this.#root = this.#pdf.struct('Document')
    this.#pdf.addStructure(this.#root)
    this.#section = this.#addSection()
  }

  #addSection(): PDFKit.PDFStructureElement {
    const section = this.#pdf.struct('Sect')
    this.#root.add(section)
    return section
  }

  /** Starts a part of the report, on a new page unless most of this one is still free. */
  section(): void {
    this.#flush(0)
    this.#section = this.#addSection()
    if (contentBottom - this.#y < contentHeight * 0.6) this.#newPage()
  }

  /** A heading; it is drawn together with the block after it. `bookmark` replaces a text that is too long for an outline. */
  heading(level: 1 | 2, text: string, bookmark = text): void {
    const { size, before, after } = headingStyle[level]
    const lines = this.canvas.lines([{ text, bold: true }], contentWidth, size)
    this.#held.push({
      height: lines.length * lineHeight(size) + after,
      spaceBefore: before,
      draw: () => {
        this.#bookmark(level, bookmark)
        this.#tag(this.#section, `H${level}`, {}, () => this.canvas.block(lines, page.left, this.#y, { size }))
        this.#y += lines.length * lineHeight(size) + after
      },
    })
  }

  #bookmark(level: 1 | 2, title: string): void {
    const place = { expanded: level === 1, top: this.#y - 8, left: page.width }
    const outline = level === 1 || this.#chapter === null ? this.#pdf.outline : this.#chapter
    const item = outline.addItem(title, place)
    if (level === 1) this.#chapter = item
  }

  /** Text; `hold` keeps it on the page of the block after it. */
  paragraph(text: string | readonly Run[], style: { size?: number; soft?: boolean; after?: number; hold?: boolean } = {}): void {
    if (style.hold === true) {
      const size = style.size ?? 10
      const height = this.canvas.lines(text, contentWidth, size).length * lineHeight(size) + (style.after ?? 6)
      this.#held.push({ height, spaceBefore: 0, draw: () => this.paragraph(text, { ...style, hold: false }) })
      return
    }
    this.#paragraph(this.#section, 'P', text, { size: 10, after: 6, ...style })
  }

  #paragraph(
    parent: PDFKit.PDFStructureElement,
    type: string,
    text: string | readonly Run[],
    style: { size: number; after: number; soft?: boolean; indent?: number },
  ): void {
    const indent = style.indent ?? 0
    const lines = this.canvas.lines(text, contentWidth - indent, style.size)
    const height = lines.length * lineHeight(style.size)
    this.#flush(Math.min(height, contentHeight))
    const color = style.soft === true ? { color: ink.soft } : {}
    const element = this.#pdf.struct(type)
    parent.add(element)
    for (let from = 0; from < lines.length; ) {
      const fitting = Math.max(1, Math.floor((contentBottom - this.#y + 0.01) / lineHeight(style.size)))
      const part = lines.slice(from, from + fitting)
      this.#mark(element, type, () => this.canvas.block(part, page.left + indent, this.#y, { size: style.size, ...color }))
      this.#y += part.length * lineHeight(style.size)
      from += part.length
      if (from < lines.length) this.#newPage()
    }
    this.#y += style.after
  }

  /** A list with a bullet before each item. */
  list(items: readonly (string | readonly Run[])[], style: { size?: number } = {}): void {
    const size = style.size ?? 10
    const indent = size * 1.2
    const list = this.#pdf.struct('L')
    this.#section.add(list)
    for (const item of items) {
      const lines = this.canvas.lines(item, contentWidth - indent, size)
      this.#flush(Math.min(lines.length * lineHeight(size), contentHeight))
      const entry = this.#pdf.struct('LI')
      list.add(entry)
      this.#tag(entry, 'Lbl', {}, () => this.canvas.text('•', page.left + 1, this.#y + size * 1.06, { size }))
      this.#paragraph(entry, 'LBody', item, { size, after: 3, indent })
    }
    this.#y += 4
  }

  /** Sentences that must not be overlooked, on a tinted ground with a bar beside them. */
  callout(paragraphs: readonly (string | readonly Run[])[], style: { size?: number } = {}): void {
    const size = style.size ?? 10
    const inset = 12
    const blocks = paragraphs.map((text) => this.canvas.lines(text, contentWidth - 2 * inset, size))
    const gap = 4
    const height = blocks.reduce((total, lines) => total + lines.length * lineHeight(size), 0) + gap * (blocks.length - 1) + 2 * 8
    this.#flush(Math.min(height, contentHeight))
    this.#artifact(() => {
      this.canvas.rectangle(page.left, this.#y, contentWidth, height, ink.tint)
      this.canvas.rectangle(page.left, this.#y, 3, height, ink.text)
    })
    let at = this.#y + 8
    for (const lines of blocks) {
      this.#tag(this.#section, 'P', {}, () => this.canvas.block(lines, page.left + inset, at, { size }))
      at += lines.length * lineHeight(size) + gap
    }
    this.#y += height + 8
  }

  /** A table with its caption above; the heading row comes again on each further page. */
  table(table: Table): void {
    const { header, rows } = placeTable(this.canvas, table, page.left, contentWidth)
    const caption = this.#captionLines('Table', ++this.#tables, table.caption)
    const captionHeight = caption.length * lineHeight(9) + 3
    const noteHeight =
      table.note === undefined ? 0 : this.canvas.lines(table.note, contentWidth, noteSize).length * lineHeight(noteSize) + 3
    const heightOf = (some: readonly PlacedRow[]) => some.reduce((total, row) => total + row.height, 0)
    const whole = captionHeight + header.height + heightOf(rows) + noteHeight
    const start = captionHeight + header.height + heightOf(rows.slice(0, rows[0]?.across === true ? 3 : 2))
    // Near the foot of a page a table is not begun only to be cut.
    const isNearFoot = contentBottom - this.#y < contentHeight * 0.22
    this.#flush(Math.min(isNearFoot ? whole : start, contentHeight))
    const element = this.#pdf.struct('Table')
    this.#section.add(element)
    this.#tag(element, 'Caption', {}, () => this.canvas.block(caption, page.left, this.#y, { size: 9 }))
    this.#y += captionHeight
    this.#tableHeader(element, header)
    rows.forEach((row, index) => {
      const next = rows[index + 1]
      const together = row.height + (row.across ? (next?.height ?? 0) : 0)
      // Neither the last row nor the note stands alone on a page.
      const ending = index >= rows.length - 2 ? heightOf(rows.slice(index)) + noteHeight : together
      if (this.#y + ending > contentBottom) {
        this.#newPage()
        this.#artifact(() => this.#drawRow(null, header), 'Pagination')
        this.#headerRule(header)
      }
      if (row.tinted)
        this.#artifact(() => this.canvas.rectangle(page.left, this.#y + 0.4, contentWidth, row.height - 0.4, ink.tint))
      this.#drawRow(element, row)
      this.#y += row.height
      const isLast = index === rows.length - 1
      this.#rule(this.#y, isLast ? ink.rule : ink.hairline, isLast ? 0.8 : 0.5)
    })
    this.#y += 3
    if (table.note !== undefined) this.#paragraph(this.#section, 'P', table.note, { size: noteSize, soft: true, after: 0 })
    this.#y += 9
  }

  #tableHeader(table: PDFKit.PDFStructureElement, header: PlacedRow): void {
    this.#drawRow(table, header)
    this.#headerRule(header)
  }

  #headerRule(header: PlacedRow): void {
    this.#y += header.height
    this.#rule(this.#y, ink.text, 0.8)
  }

  /** Without a table the row is drawn only, inside whatever is open. */
  #drawRow(table: PDFKit.PDFStructureElement | null, row: PlacedRow): void {
    if (table === null) {
      for (const cell of row.cells) cell.draw(this.#y)
      return
    }
    const element = this.#pdf.struct('TR')
    table.add(element)
    for (const cell of row.cells) {
      const attributes = {
        O: 'Table',
        ...(cell.scope === null ? {} : { Scope: cell.scope }),
        ...(cell.columnSpan > 1 ? { ColSpan: cell.columnSpan } : {}),
      }
      this.#tag(element, cell.role, cell.role === 'TH' ? attributes : {}, () => cell.draw(this.#y))
    }
  }

  /** Whether a figure, with the headings that wait for it, would still go on this page. */
  fits(figure: Figure): boolean {
    const held = this.#held.reduce((total, block) => total + block.spaceBefore + block.height, 0)
    return this.#y + held + lineHeight(9) + 4 + figure.height <= contentBottom
  }

  figure(figure: Figure): void {
    const caption = this.#captionLines('Figure', ++this.#figures, figure.caption)
    const captionHeight = caption.length * lineHeight(9) + 4
    this.#flush(Math.min(captionHeight + figure.height, contentHeight))
    this.#tag(this.#section, 'P', {}, () => this.canvas.block(caption, page.left, this.#y, { size: 9 }))
    this.#y += captionHeight
    const box = { x: page.left, y: this.#y, width: contentWidth, height: figure.height }
    const options = {
      alt: figure.alt,
      placement: 'Block',
      bbox: [box.x, box.y, box.x + box.width, box.y + box.height],
    }
    const element = this.#pdf.struct('Figure', options)
    this.#section.add(element)
    this.#mark(element, 'Figure', () => figure.draw(this.canvas, box))
    this.#y += figure.height + 10
  }

  #captionLines(kind: string, number: number, text: string) {
    return this.canvas.lines([{ text: `${kind} ${number}. `, bold: true }, { text }], contentWidth, 9)
  }

  #rule(y: number, color: string, width: number): void {
    this.#artifact(() => this.canvas.line(page.left, y, page.left + contentWidth, y, color, width))
  }

  /** Makes room for `height`, draws the headings that waited for it, and leaves the position where it may begin. */
  #flush(height: number): void {
    const held = this.#held
    this.#held = []
    const needed = held.reduce((total, block) => total + block.spaceBefore + block.height, height)
    if (this.#y + needed > contentBottom && this.#y > page.top) this.#newPage()
    for (const block of held) {
      if (this.#y > page.top) this.#y += block.spaceBefore
      block.draw()
    }
  }

  #newPage(): void {
    this.#pdf.addPage()
    this.#y = page.top
  }

  #mark(element: PDFKit.PDFStructureElement, type: string, draw: () => void): void {
    const content = this.#pdf.markStructureContent(type)
    draw()
    this.#pdf.endMarkedContent()
    element.add(content)
  }

  #tag(parent: PDFKit.PDFStructureElement, type: string, attributes: Record<string, unknown>, draw: () => void): void {
    const element = this.#pdf.struct(type)
    if (Object.keys(attributes).length > 0)
      (element as unknown as { dictionary: { data: Record<string, unknown> } }).dictionary.data.A = attributes
    parent.add(element)
    this.#mark(element, type, draw)
  }

  #artifact(draw: () => void, type: 'Layout' | 'Pagination' = 'Layout'): void {
    this.#pdf.markContent('Artifact', { type })
    draw()
    this.#pdf.endMarkedContent()
  }

  /** Writes the footers and ends the file. */
  async finish(): Promise<Uint8Array> {
    this.#flush(0)
    const { start, count } = this.#pdf.bufferedPageRange()
    for (let index = start; index < start + count; index++) {
      this.#pdf.switchToPage(index)
      this.#artifact(() => {
        const y = page.height - 34
        this.canvas.line(page.left, y - 13, page.left + contentWidth, y - 13, ink.hairline, 0.5)
        this.canvas.text(this.#footer, page.left, y, { size: 8, color: ink.soft })
        const number = `Page ${index + 1} of ${count}`
        this.canvas.text(number, page.left + contentWidth, y, { size: 8, color: ink.soft, align: 'right' })
      }, 'Pagination')
    }
    this.#root.end()
    const ended = new Promise<void>((resolve, reject) => this.#pdf.on('end', resolve).on('error', reject))
    this.#pdf.end()
    await ended
    return new Uint8Array(Buffer.concat(this.#chunks))
  }
}

const plainForMetadata = (text: string): string =>
  text
    .replaceAll('&', 'and')
    .replace(/[<>\p{Cc}]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
