// A PostgreSQL to test against, and databases in it that are gone afterwards.
import { randomBytes } from 'node:crypto';
import { Client } from 'pg';

/** Where tests find PostgreSQL: a URL without a database name. */
const SERVER = process.env.OSTIARY_TEST_POSTGRES_URL ?? 'postgres://postgres@127.0.0.1:5432';

/**
 * Whether there is a PostgreSQL; where there is none it says so in one line.
 *
 * @throws Error instead with OSTIARY_REQUIRE_SERVICES=1
 */
export async function hasPostgres(): Promise<boolean> {
  try {
    await ask('postgres', 'select 1');
    return true;
  } catch (cause) {
    const message = `no PostgreSQL answers at ${SERVER}: bash .ci/services starts one`;
    if (process.env.OSTIARY_REQUIRE_SERVICES === '1') throw new Error(message, { cause });
    console.log(`skipped: ${message}`);
    return false;
  }
}

/** Runs a statement in a database. */
export async function ask(database: string, statement: string): Promise<readonly unknown[]> {
  const client = new Client({
    connectionString: `${SERVER}/${database}`,
    connectionTimeoutMillis: 5000,
  });
  // A connection that is ended from outside says so at its query; what is said beside that is nobody's.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
}

/** A database of its own. */
export interface TestDatabase {
  readonly name: string;
  readonly url: string;
  readonly drop: () => Promise<void>;
}

/** Makes an empty database with a random name. */
export async function createDatabase(options = ''): Promise<TestDatabase> {
  const name = `ostiary_test_${randomBytes(8).toString('hex')}`;
  await ask('postgres', `create database ${name} ${options}`);
  return {
    name,
    url: `${SERVER}/${name}`,
    drop: async () => {
      await ask('postgres', `drop database ${name} with (force)`);
    },
  };
}
