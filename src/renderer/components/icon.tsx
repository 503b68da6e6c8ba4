/** Line icons on a grid of 20, drawn with the colour of the text around them. Always beside a label or inside a named button. */
const paths = {
  scenarios: 'M3 17V8l7-5 7 5v9M8 17v-5h4v5M10 6.500v3M8.500 8h3',
  live: 'M2 11h3l2-6 4 11 2.500-7 1.200 2H18',
  train: 'M3 16c4 0 4-10 8-10h6M13.500 2.500 17 6l-3.500 3.500M3 10h3M3 6h5',
  results: 'M3 17h14M5.500 17v-6M10 17V4M14.500 17V8',
  validate: 'M10 2.500l6.500 2.500v4.500c0 4-2.700 6.800-6.500 8-3.800-1.200-6.500-4-6.500-8V5zM7 10l2.200 2.200L13.200 8',
  settings: 'M3 6h7M14 6h3M3 14h3M10 14h7M12 4v4M8 12v4',
  add: 'M10 4v12M4 10h12',
  import: 'M10 3v9M6.500 8.500 10 12l3.500-3.500M4 16h12',
  export: 'M10 12V3M6.500 6.500 10 3l3.500 3.500M4 16h12',
  copy: 'M7 7h9v9H7zM4 13V4h9',
  delete: 'M4 6h12M8 6V4h4v2M6 6l.700 10h6.600L14 6M8.500 9v4M11.500 9v4',
  more: 'M5 10h.010M10 10h.010M15 10h.010',
  play: 'M6 4l10 6-10 6z',
  pause: 'M7 4v12M13 4v12',
  stop: 'M5 5h10v10H5z',
  step: 'M5 4l8 6-8 6zM15.500 4v12',
  resume: 'M4 10a6 6 0 1 0 2-4.500M6 2v3.500h3.500',
  warning: 'M10 3l8 14H2zM10 8v4M10 14.500h.010',
  info: 'M10 2.500a7.500 7.500 0 1 0 0 15 7.500 7.500 0 0 0 0-15zM10 9v5M10 6.300h.010',
  check: 'M4 10.500l4 4 8-9',
  close: 'M5 5l10 10M15 5L5 15',
  down: 'M5 8l5 5 5-5',
  up: 'M5 12l5-5 5 5',
  right: 'M8 5l5 5-5 5',
  back: 'M12 5l-5 5 5 5',
  table: 'M3 4h14v12H3zM3 8h14M3 12h14M8 4v12',
  chart: 'M3 17V3M3 17h14M6 13l3-4 3 2 4-6',
  activity: 'M10 3v3M10 14v3M3 10h3M14 10h3M5 5l2 2M13 13l2 2M15 5l-2 2M7 13l-2 2',
  plug: 'M7 3v4M13 3v4M5 7h10v3a5 5 0 0 1-10 0zM10 15v3',
  edit: 'M4 16l1-4 8.500-8.500 3 3L8 15z',
  save: 'M4 4h9l3 3v9H4zM7 4v4h5V4M7 16v-4h6v4',
  compare: 'M6 4v12M14 4v12M3 8l3-4 3 4M11 12l3 4 3-4',
} as const

export type IconName = keyof typeof paths

export function Icon({ name, size = 18 }: { name: IconName; size?: number }) {
  return (
    <svg
      aria-hidden="true"
      width={size}
      height={size}
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth={name === 'more' ? 2.6 : 1.6}
      strokeLinecap="round"
      strokeLinejoin="round"
      focusable="false"
    >
      <path d={paths[name]} />
    </svg>
  )
}
