import fc from 'fast-check'

/** One or two units of one or two of these resources. */
export const requestOf = (resources: readonly string[]): fc.Arbitrary<Record<string, number>> =>
  fc
    .dictionary(fc.constantFrom(...resources), fc.integer({ min: 1, max: 2 }), { minKeys: 1, maxKeys: 2, noNullPrototype: true })
    .filter((wanted) => Object.keys(wanted).length > 0)
