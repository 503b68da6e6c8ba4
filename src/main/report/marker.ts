type Shape = 'circle' | 'square' | 'triangle' | 'diamond' | 'triangle-down'

export interface Marker {
  shape: Shape
  color: string
  /** Drawn as an outline. */
  open?: boolean
}

/** Colours that stay apart for colour-blind readers, each with a shape of its own, so that a grey print says the same. */
const markers: readonly Marker[] = [
  { shape: 'circle', color: '#0072B2' },
  { shape: 'square', color: '#D55E00' },
  { shape: 'triangle', color: '#009E73' },
  { shape: 'diamond', color: '#CC79A7' },
  { shape: 'triangle-down', color: '#000000' },
  { shape: 'circle', color: '#000000', open: true },
]

/** The marker of the group at this position in the scenario. */
export const markerAt = (index: number): Marker => markers[index % markers.length]!

/** Draws a marker of about the same area whatever its shape. */
export function drawMarker(
  pdf: PDFKit.PDFDocument,
  { shape, color, open = false }: Marker,
  x: number,
  y: number,
  radius: number,
): void {
  const paint = (path: PDFKit.PDFDocument) =>
    open ? path.lineWidth(radius * 0.45).fillAndStroke('#ffffff', color) : path.fillColor(color).fill()
  const corners = (...points: [number, number][]) =>
    paint(pdf.polygon(...points.map(([dx, dy]) => [x + dx * radius, y + dy * radius])))
  switch (shape) {
    case 'circle':
      paint(pdf.circle(x, y, open ? radius * 0.9 : radius))
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
