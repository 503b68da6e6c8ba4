import manifest from '../../../package.json' with { type: 'json' }

/** Fairward's version, as it is in package.json. */
export const version: string = manifest.version
