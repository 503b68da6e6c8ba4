import { expect, it } from 'vitest'
import { rangePicture, scaleAround } from '../../src/renderer/components/range-picture.ts'

it('shows a band with half of its width beside each end', () => {
  const at = scaleAround([100, 200])
  expect([50, 100, 150, 200, 250].map((value) => at?.(value))).toEqual([0, 0.25, 0.5, 0.75, 1])
  expect(scaleAround([5, 5])).toBeNull()
})

it('keeps everything on the scale and says on which side a value lies beyond', () => {
  const at = (value: number) => value / 10
  expect(rangePicture(at, { band: [2, 8], middle: 5, value: 12 })).toEqual({
    band: [0.2, 0.8],
    middle: 0.5,
    dot: 1,
    interval: null,
    beyond: 'right',
  })
  expect(rangePicture(at, { band: [-2, 8], middle: 5, value: 3, reach: 4 })).toMatchObject({
    band: [0, 0.8],
    interval: [0, 0.7],
    beyond: null,
  })
})
