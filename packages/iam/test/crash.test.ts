// Whoever is killed while it writes loses nothing that was acknowledged, and leaves nothing half done.
// `npm run crash-test` does the same hundreds of times.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { afterAll, describe, expect, it } from 'vitest';
import { crash } from './crash/crash.js';
import { audit, enter, openLedger } from './crash/ledger.js';
import { createDatabase, hasPostgres } from './postgres.js';
import { createPostgresCluster, hasPostgresPrograms } from './postgres-cluster.js';

const directory = mkdtempSync(join(tmpdir(), 'ostiary-crash-'));
afterAll(() => rmSync(directory, { recursive: true }));

const postgres = await hasPostgres();

/** Each kill starts processes anew, which takes long where others use the machine. */
const DEADLINE_MS = 240_000;

describe('an instance that is killed', { timeout: DEADLINE_MS }, () => {
  it('leaves its file whole, with all that was acknowledged', async () => {
    const file = join(directory, 'killed.db');
    const report = await crash({ target: `sqlite:${file}`, kills: 5, instances: 2 });
    expect(report).toMatchObject({ kills: 5, faults: [] });
    expect(report.acknowledged).toBeGreaterThan(5);
    const database = new Database(file);
    expect(database.prepare('pragma integrity_check').pluck().all()).toEqual(['ok']);
    database.close();
  });

  it.runIf(postgres)('leaves PostgreSQL whole, with all that was acknowledged', async () => {
    const { url, drop } = await createDatabase();
    try {
      const report = await crash({ target: url, kills: 5, instances: 2 });
      expect(report).toMatchObject({ kills: 5, faults: [] });
      expect(report.acknowledged).toBeGreaterThan(5);
    } finally {
      await drop();
    }
  });
});

describe.runIf(hasPostgresPrograms())(
  'a PostgreSQL that is killed',
  { timeout: DEADLINE_MS },
  () => {
    it('comes back with all that was acknowledged, and its instances go on', async () => {
      const server = await createPostgresCluster();
      try {
        const report = await crash({ target: server.url, kills: 2, instances: 2, server });
        expect(report).toMatchObject({ kills: 2, faults: [] });
        expect(report.acknowledged).toBeGreaterThan(2);
      } finally {
        await server.drop();
      }
    });
  },
);

describe('the audit of a crash test', () => {
  it.each([
    ['a row that is lost', "delete from things where key like 'entry%'", /in part/],
    ['a row that is old', "update things set body = replace(body, 'xx', 'yy')", /in part/],
    [
      'an index that is wrong',
      "update things set by_name = null where key like 'entry%'",
      /an index/,
    ],
    ['a count that is old', 'update index_counts set count = 4', /4 are counted/],
    ['a change that is lost', 'delete from changes where revision = 3', /the change after 2 is 4/],
    ['changes that end early', 'delete from changes where revision > 5', /changes end at 5/],
    ['a revision that is old', 'update revision set revision = 5', /the revision is 5/],
    ['a change of others', "update changes set rows = '[]' where revision = 2", /change 2 of/],
  ])('finds %s', async (what, damage, fault) => {
    const file = join(directory, `${what}.db`);
    const store = await openLedger(`sqlite:${file}`);
    for (let at = 0; at < 7; at += 1) await enter(store, 'w');
    expect((await audit(store)).faults).toEqual([]);
    const database = new Database(file);
    database.exec(damage);
    database.close();
    expect((await audit(store)).faults.join('\n')).toMatch(fault);
    await store.close();
  });
});
