import type { Migration } from '../migrate.ts'

/** Agents that do not see groups. All agents before did. */
export const groupBlindRuns: Migration = {
  version: 2,
  name: 'group-blind runs',
  sql: `
    ALTER TABLE run ADD COLUMN group_blind INTEGER NOT NULL DEFAULT 0 CHECK (group_blind IN (0, 1));
  `,
}
