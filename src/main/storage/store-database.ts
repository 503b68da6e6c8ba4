import type { Database, Statement } from 'better-sqlite3'
import { guardStore } from './store-problem.ts'

type Parameter = string | number | null
type Parameters = Record<string, Parameter>

/** The one connection: prepared statements are kept, and troubles of the data folder come out as StoreProblem. */
export class StoreDatabase {
  readonly directory: string
  readonly #connection: Database
  readonly #statements = new Map<string, Statement<[Parameters]>>()

  constructor(connection: Database, directory: string) {
    this.#connection = connection
    this.directory = directory
  }

  /** All rows; the caller names the columns it selected. */
  all<Row>(sql: string, parameters: Parameters = {}): Row[] {
    return guardStore(this.directory, () => this.#prepare(sql).all(parameters) as Row[])
  }

  get<Row>(sql: string, parameters: Parameters = {}): Row | undefined {
    return guardStore(this.directory, () => this.#prepare(sql).get(parameters) as Row | undefined)
  }

  /** Rows changed. */
  run(sql: string, parameters: Parameters = {}): number {
    return guardStore(this.directory, () => this.#prepare(sql).run(parameters).changes)
  }

  /** All or nothing. Inside another transaction it is part of that one. */
  transaction<T>(action: () => T): T {
    return guardStore(this.directory, () => this.#connection.transaction(action).immediate())
  }

  close(): void {
    this.#connection.close()
  }

  #prepare(sql: string): Statement<[Parameters]> {
    let statement = this.#statements.get(sql)
    if (statement === undefined) {
      statement = this.#connection.prepare<[Parameters]>(sql)
      this.#statements.set(sql, statement)
    }
    return statement
  }
}
