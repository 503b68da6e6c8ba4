import type { Migration } from '../migrate.ts'

/**
 * Times are UTC ISO strings, ids UUIDv7, flags 0 or 1. What is deleted keeps its row with `deleted_at`, so that it can come back.
 * A scenario's versions are only ever added; runs and evaluations point at the version they used.
 */
export const firstTables: Migration = {
  version: 1,
  name: 'first tables',
  sql: `
    CREATE TABLE scenario (
      id TEXT PRIMARY KEY,
      name TEXT NOT NULL,
      preset INTEGER NOT NULL CHECK (preset IN (0, 1)),
      version INTEGER NOT NULL,
      created_at TEXT NOT NULL,
      updated_at TEXT NOT NULL,
      deleted_at TEXT
    ) STRICT;
    CREATE UNIQUE INDEX scenario_by_name ON scenario (name) WHERE deleted_at IS NULL;

    CREATE TABLE scenario_version (
      scenario_id TEXT NOT NULL REFERENCES scenario (id),
      version INTEGER NOT NULL,
      name TEXT NOT NULL,
      title TEXT NOT NULL,
      document TEXT NOT NULL,
      created_at TEXT NOT NULL,
      PRIMARY KEY (scenario_id, version)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE run (
      id TEXT PRIMARY KEY,
      scenario_id TEXT NOT NULL,
      scenario_version INTEGER NOT NULL,
      seed INTEGER NOT NULL,
      fairness_weight REAL NOT NULL,
      decisions_planned INTEGER NOT NULL,
      status TEXT NOT NULL,
      decisions INTEGER NOT NULL DEFAULT 0,
      iteration INTEGER NOT NULL DEFAULT 0,
      engine TEXT NOT NULL,
      attempt INTEGER NOT NULL DEFAULT 0,
      error TEXT,
      steps_per_second REAL,
      created_at TEXT NOT NULL,
      started_at TEXT,
      finished_at TEXT,
      deleted_at TEXT,
      FOREIGN KEY (scenario_id, scenario_version) REFERENCES scenario_version (scenario_id, version)
    ) STRICT;
    CREATE INDEX run_by_scenario ON run (scenario_id, scenario_version);

    CREATE TABLE metric (
      run_id TEXT NOT NULL REFERENCES run (id),
      iteration INTEGER NOT NULL,
      document TEXT NOT NULL,
      PRIMARY KEY (run_id, iteration)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE checkpoint (
      run_id TEXT NOT NULL REFERENCES run (id),
      iteration INTEGER NOT NULL,
      decisions INTEGER NOT NULL,
      bytes INTEGER NOT NULL,
      sha256 TEXT NOT NULL,
      created_at TEXT NOT NULL,
      PRIMARY KEY (run_id, iteration)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE study (
      id TEXT PRIMARY KEY,
      title TEXT NOT NULL,
      seed INTEGER NOT NULL,
      replications INTEGER NOT NULL,
      created_at TEXT NOT NULL,
      deleted_at TEXT
    ) STRICT;

    CREATE TABLE evaluation (
      id TEXT PRIMARY KEY,
      study_id TEXT NOT NULL REFERENCES study (id),
      position INTEGER NOT NULL,
      scenario_id TEXT NOT NULL,
      scenario_version INTEGER NOT NULL,
      policies TEXT NOT NULL,
      status TEXT NOT NULL,
      error TEXT,
      result TEXT,
      FOREIGN KEY (scenario_id, scenario_version) REFERENCES scenario_version (scenario_id, version)
    ) STRICT;
    CREATE INDEX evaluation_by_study ON evaluation (study_id, position);
    CREATE INDEX evaluation_by_scenario ON evaluation (scenario_id, scenario_version);

    CREATE TABLE report (
      id TEXT PRIMARY KEY,
      study_id TEXT NOT NULL REFERENCES study (id),
      format TEXT NOT NULL,
      file_name TEXT NOT NULL,
      date TEXT NOT NULL,
      bytes INTEGER NOT NULL,
      sha256 TEXT NOT NULL,
      created_at TEXT NOT NULL
    ) STRICT;
    CREATE INDEX report_by_study ON report (study_id);

    CREATE TABLE setting (
      name TEXT PRIMARY KEY,
      value TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
  `,
}
