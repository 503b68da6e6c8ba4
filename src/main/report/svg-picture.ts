import { ink, type TextStyle } from './canvas.ts'
import type { Surface } from './grid.ts'

export interface Stroke {
  color: string
  width: number
  /** Lengths of dashes and gaps in points, such as `4 3`. */
  dash?: string
}

/** The report's font where it is installed, else one that looks much like it. */
const fontFamily = 'Noto Sans, Segoe UI, Helvetica, Arial, sans-serif'
const anchors = { left: 'start', center: 'middle', right: 'end' } as const
/** Pixels to a point, where a picture is shown by itself. */
const enlargement = 2

/** A picture as an SVG file: what is drawn in points from the top left corner, on white. */
export class SvgPicture implements Surface {
  readonly #width: number
  readonly #height: number
  readonly #elements: string[] = []

  constructor(width: number, height: number) {
    this.#width = width
    this.#height = height
  }

  line(x1: number, y1: number, x2: number, y2: number, color: string, width: number): void {
    this.stroke([x1, x2], [y1, y2], { color, width })
  }

  /** A line through points. `name` says what it is, for who reads or changes the file. */
  stroke(xs: readonly number[], ys: readonly number[], { color, width, dash }: Stroke, name?: string): void {
    const points = xs.map((x, index) => `${short(x)},${short(ys[index] ?? 0)}`).join(' ')
    this.#element('polyline', {
      ...(name !== undefined && { class: name }),
      points,
      fill: 'none',
      stroke: color,
      'stroke-width': String(width),
      'stroke-linejoin': 'round',
      ...(dash !== undefined && { 'stroke-dasharray': dash }),
    })
  }

  text(text: string, x: number, y: number, { size, bold = false, color = ink.text, align = 'left' }: TextStyle): void {
    this.#element(
      'text',
      {
        x: short(x),
        y: short(y),
        'font-size': String(size),
        ...(bold && { 'font-weight': 'bold' }),
        fill: color,
        'text-anchor': anchors[align],
      },
      text,
    )
  }

  #element(name: string, attributes: Record<string, string>, content = ''): void {
    const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(value)}"`)
    this.#elements.push(`  <${name}${written.join('')}${content === '' ? '/>' : `>${escaped(content)}</${name}>`}`)
  }

  /** The file. `title` names the picture and `alternative` says what it shows, for those who cannot see it. */
  finish({ title, alternative }: { title: string; alternative: string }): string {
    const [width, height] = [this.#width, this.#height]
    return [
      '<?xml version="1.0" encoding="UTF-8"?>',
      `<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="title alternative" width="${width * enlargement}" height="${height * enlargement}" viewBox="0 0 ${width} ${height}" font-family="${fontFamily}">`,
      `  <title id="title">${escaped(title)}</title>`,
      `  <desc id="alternative">${escaped(alternative)}</desc>`,
      `  <rect width="${width}" height="${height}" fill="#ffffff"/>`,
      ...this.#elements,
      '</svg>',
      '',
    ].join('\n')
  }
}

/** Hundredths of a point are finer than any screen. */
const short = (value: number): string => String(Math.round(value * 100) / 100)

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** Characters that XML cannot hold at all (control characters, halves of characters) become the sign for an unknown one. */
const escaped = (text: string): string =>
  text
    .replace(/[^\t\n\r -\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd')
    .replace(/[&<>"]/g, (character) => entities[character] ?? character)
