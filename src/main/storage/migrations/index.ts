import type { Migration } from '../migrate.ts'
import { firstTables } from './001-first-tables.ts'
import { groupBlindRuns } from './002-group-blind-runs.ts'
import { studiesThatTrain } from './003-studies-that-train.ts'

/** In order, from version 1, without gaps. A migration that has been released is never changed: add the next one. */
export const migrations: readonly Migration[] = [firstTables, groupBlindRuns, studiesThatTrain]
