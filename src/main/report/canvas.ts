import { drawMarker, type Marker } from './marker.ts'
import { breakLines, type Line, type Run } from './typesetting.ts'

export interface TextStyle {
  size: number
  bold?: boolean
  color?: string
  align?: 'left' | 'right' | 'center'
}

/** Ink that prints well in black and white: text, secondary text, rules, light rules, tinted ground. */
export const ink = { text: '#1a1a1a', soft: '#4a4a4a', rule: '#8a8a8a', hairline: '#d0d0d0', tint: '#f1f4f6' } as const

const minus = '\u2212'
const enDash = '\u2013'

/** How far the next line's baseline is, for a text size. */
export const lineHeight = (size: number): number => size * 1.36

/** The part of pdfkit's font object that tells which characters the font has; its types leave it out. */
interface FontInside {
  _font: { font: { hasGlyphForCodePoint(codePoint: number): boolean } }
}

/** Draws text, lines and markers in page coordinates (points from the top left corner). Knows nothing about tags. */
export class Canvas {
  readonly #pdf: PDFKit.PDFDocument
  readonly #known = new Map<number, boolean>()

  constructor(pdf: PDFKit.PDFDocument, fonts: { regular: Uint8Array; bold: Uint8Array }) {
    this.#pdf = pdf
    pdf.registerFont('regular', bytesOf(fonts.regular)).registerFont('bold', bytesOf(fonts.bold))
  }

  /** On one line; characters that the font does not have show as a question mark instead of an empty box. */
  clean(text: string): string {
    return Array.from(text, (character) =>
      /\s/u.test(character) && character !== '\u00a0' ? ' ' : this.#has(character.codePointAt(0) ?? 0) ? character : '?',
    ).join('')
  }

  #has(codePoint: number): boolean {
    const known = this.#known.get(codePoint)
    if (known !== undefined) return known
    this.#pdf.font('regular')
    const has =
      codePoint === minus.codePointAt(0) ||
      (codePoint >= 0x20 && (this.#pdf as unknown as FontInside)._font.font.hasGlyphForCodePoint(codePoint))
    this.#known.set(codePoint, has)
    return has
  }

  width(text: string, style: Pick<TextStyle, 'size' | 'bold'>): number {
    return this.#pdf
      .font(style.bold === true ? 'bold' : 'regular')
      .fontSize(style.size)
      .widthOfString(text.replaceAll(minus, enDash))
  }

  /** Breaks runs of text into lines no wider than `width`. */
  lines(text: string | readonly Run[], width: number, size: number): Line[] {
    const runs = typeof text === 'string' ? [{ text }] : text
    const cleaned = runs.map((run) => ({ ...run, text: this.clean(run.text) }))
    return breakLines(cleaned, width, (part, bold) => this.width(part, { size, bold }))
  }

  /** One line of text; `y` is its baseline. Aligned text takes `x` as its left edge, its middle or its right edge. */
  text(text: string, x: number, y: number, style: TextStyle): void {
    const cleaned = this.clean(text)
    const width = style.align === undefined || style.align === 'left' ? 0 : this.width(cleaned, style)
    const left = style.align === 'right' ? x - width : style.align === 'center' ? x - width / 2 : x
    const draw = (part: string, at: number) =>
      this.#pdf
        .font(style.bold === true ? 'bold' : 'regular')
        .fontSize(style.size)
        .fillColor(style.color ?? ink.text)
        .text(part, at, y, { lineBreak: false, baseline: 'alphabetic' })
    let at = left
    for (const part of cleaned.split(/(\u2212)/).filter((text) => text !== '')) {
      if (part === minus) this.#drawMinus(() => draw(enDash, at))
      else draw(part, at)
      at += this.width(part, style)
    }
  }

  /** The font has no minus sign: a dash is drawn in its place, and tagged as the minus that a reader has to hear. */
  #drawMinus(draw: () => void): void {
    this.#pdf.markContent('Span', { actual: minus })
    draw()
    this.#pdf.endMarkedContent()
  }

  /** Broken lines below `top`; returns the height they took. A line that goes on ends with a space, for those who read by ear. */
  block(lines: readonly Line[], x: number, top: number, style: TextStyle): number {
    lines.forEach((line, index) => {
      const baseline = top + lineHeight(style.size) * index + style.size * 1.06
      let at = style.align === 'right' ? x - line.width : style.align === 'center' ? x - line.width / 2 : x
      line.runs.forEach((run, position) => {
        const last = position === line.runs.length - 1 && index < lines.length - 1
        const bold = run.bold === true || style.bold === true
        this.text(last ? `${run.text} ` : run.text, at, baseline, {
          size: style.size,
          bold,
          color: run.color ?? style.color ?? ink.text,
        })
        at += this.width(run.text, { size: style.size, bold })
      })
    })
    return lines.length * lineHeight(style.size)
  }

  line(x1: number, y1: number, x2: number, y2: number, color: string, width: number): void {
    this.#pdf.moveTo(x1, y1).lineTo(x2, y2).lineWidth(width).strokeColor(color).stroke()
  }

  rectangle(x: number, y: number, width: number, height: number, color: string): void {
    this.#pdf.rect(x, y, width, height).fillColor(color).fill()
  }

  marker(marker: Marker, x: number, y: number, radius: number): void {
    drawMarker(this.#pdf, marker, x, y, radius)
  }
}

/** pdfkit tells a font file from a path by its type; a view into a larger buffer is copied so that it starts at 0. */
const bytesOf = (font: Uint8Array): Uint8Array => (font.byteLength === font.buffer.byteLength ? font : font.slice())
