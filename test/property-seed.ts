import fc from 'fast-check'

/**
 * Property tests draw the same cases each time, so that a change that breaks nothing never fails. To look for new counterexamples, give
 * another seed: `PROPERTY_SEED=12 npx vitest run test/oracle`.
 */
fc.configureGlobal({ seed: Number(process.env.PROPERTY_SEED ?? 1) })
