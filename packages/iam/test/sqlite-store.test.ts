// The store in a file passes the conformance suite.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, it } from 'vitest';
import { openSqliteStore } from '../src/sqlite.js';
import { STORE_CASES, THINGS_MIGRATION } from '../src/testing.js';

const directory = mkdtempSync(join(tmpdir(), 'ostiary-sqlite-'));
afterAll(() => rmSync(directory, { recursive: true }));

describe('the store in a file', () => {
  for (const [at, { name, run }] of STORE_CASES.entries()) {
    it(name, async () => {
      const store = await openSqliteStore(join(directory, `${at}.db`), {
        migrations: [THINGS_MIGRATION],
      });
      try {
        await run(store);
      } finally {
        await store.close();
      }
    });
  }
});
