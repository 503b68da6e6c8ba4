/** Words of the page on which a hospital's own visits become a scenario. */
export const visitsText = {
  title: 'From your visits',
  purpose: 'A list of past visits becomes a hospital you can change, watch and train agents on.',
} as const
