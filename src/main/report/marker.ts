type Shape = 'circle' | 'square' | 'triangle' | 'diamond' | 'triangle-down' | 'ring'

export interface Marker {
  shape: Shape
  color: string
}

/** Colours that stay apart for colour-blind readers, each with a shape of its own, so that a grey print says the same. */
const markers: readonly Marker[] = [
  { shape: 'circle', color: '#0072B2' },
  { shape: 'square', color: '#D55E00' },
  { shape: 'triangle', color: '#009E73' },
  { shape: 'diamond', color: '#CC79A7' },
  { shape: 'triangle-down', color: '#000000' },
  { shape: 'ring', color: '#000000' },
]

/** The marker of the group at this position in the scenario. */
export const markerAt = (index: number): Marker => markers[index % markers.length]!

/** Draws a marker of about the same area whatever its shape. */
export function drawMarker(pdf: PDFKit.PDFDocument, { shape, color }: Marker, x: number, y: number, radius: number): void {
  const corners = (...points: [number, number][]) =>
    pdf
      .polygon(...points.map(([dx, dy]) => [x + dx * radius, y + dy * radius]))
      .fillColor(color)
      .fill()
  switch (shape) {
    case 'circle':
      pdf.circle(x, y, radius).fillColor(color).fill()
      return
    case 'ring':
      pdf
        .circle(x, y, radius * 0.9)
        .lineWidth(radius * 0.45)
        .fillAndStroke('#ffffff', color)
      return
    case 'square':
      corners([-0.88, -0.88], [0.88, -0.88], [0.88, 0.88], [-0.88, 0.88])
      return
    case 'diamond':
      corners([0, -1.3], [1.2, 0], [0, 1.3], [-1.2, 0])
      return
    case 'triangle':
      corners([0, -1.25], [1.2, 0.9], [-1.2, 0.9])
      return
    case 'triangle-down':
      corners([0, 1.25], [1.2, -0.9], [-1.2, -0.9])
  }
}
