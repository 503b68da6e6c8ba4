import type { Migration } from '../migrate.ts'

/** Studies that make the agents they evaluate: which runs, as JSON; null for comparisons of what was there. */
export const studiesThatTrain: Migration = {
  version: 3,
  name: 'studies that train',
  sql: `
    ALTER TABLE study ADD COLUMN training TEXT;
  `,
}
