// 50 callers at once, on each store: no quota is passed, no name is given twice, nobody is refused but by IAM.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { IamError } from '../src/errors.js';
import type { Iam, Store } from '../src/index.js';
import { createIam, createKeyRing, createMemoryStore, createSecrets } from '../src/index.js';
import { openPostgresStore } from '../src/postgres.js';
import { openSqliteStore } from '../src/sqlite.js';
import { alice } from './open-iam.js';
import { createDatabase, hasPostgres, type TestDatabase } from './postgres.js';

const directory = mkdtempSync(join(tmpdir(), 'ostiary-writers-'));
const databases: TestDatabase[] = [];
afterAll(async () => {
  rmSync(directory, { recursive: true });
  await Promise.all(databases.map(({ drop }) => drop()));
});

let files = 0;

/** Each store, with as many instances of it as may share one state. */
const STORES: Readonly<Record<string, () => Promise<readonly Store[]>>> = {
  memory: async () => [createMemoryStore()],
  'a file, two instances': () => {
    const file = join(directory, `${++files}.db`);
    return Promise.all([openSqliteStore(file), openSqliteStore(file)]);
  },
  ...((await hasPostgres()) && {
    'PostgreSQL, three instances': async () => {
      const database = await createDatabase();
      databases.push(database);
      return Promise.all([0, 1, 2].map(() => openPostgresStore(database.url)));
    },
  }),
};

const CALLERS = Array.from({ length: 50 }, (_, at) => at);

/** Of 50 calls at once, how many were answered and by which codes the others were refused. */
async function race(call: (at: number) => Promise<unknown>): Promise<Record<string, number>> {
  const outcomes = await Promise.allSettled(CALLERS.map(call));
  const counts: Record<string, number> = {};
  for (const outcome of outcomes) {
    if (outcome.status === 'rejected' && !(outcome.reason instanceof IamError))
      throw outcome.reason;
    const name = outcome.status === 'fulfilled' ? 'answered' : outcome.reason.code;
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}

describe.each(Object.entries(STORES))('50 callers at once over %s', (_name, openStores) => {
  async function withIam(
    quotas: { readonly UsersQuota?: number },
    work: (iam: (at: number) => Iam) => Promise<void>,
  ): Promise<void> {
    const stores = await openStores();
    const secrets = createSecrets(createKeyRing([randomBytes(32)]));
    const iams = stores.map((store) => createIam({ store, secrets, quotas }));
    try {
      await work((at) => {
        const iam = iams[at % iams.length];
        if (iam === undefined) throw new Error('no instance');
        return iam;
      });
    } finally {
      await Promise.all(stores.map((store) => store.close()));
    }
  }

  it('make as many users as the quota lets them', () =>
    withIam({ UsersQuota: 12 }, async (iam) => {
      const counts = await race((at) =>
        iam(at).execute('CreateUser', { UserName: `user-${at}` }, alice),
      );
      expect(counts).toEqual({ answered: 12, LimitExceeded: 38 });
      expect((await iam(0).execute('ListUsers', {}, alice)).Users).toHaveLength(12);
    }));

  it('get a name once, whatever its case', () =>
    withIam({}, async (iam) => {
      const counts = await race((at) =>
        iam(at).execute('CreateUser', { UserName: at % 2 ? 'Bob' : 'bOB' }, alice),
      );
      expect(counts).toEqual({ answered: 1, EntityAlreadyExists: 49 });
    }));

  it('get two access keys of one user', () =>
    withIam({}, async (iam) => {
      await iam(0).execute('CreateUser', { UserName: 'bob' }, alice);
      const counts = await race((at) =>
        iam(at).execute('CreateAccessKey', { UserName: 'bob' }, alice),
      );
      expect(counts).toEqual({ answered: 2, LimitExceeded: 48 });
    }));

  it('make five versions of a policy, and take away all but the default one', () =>
    withIam({}, async (iam) => {
      const document = {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Deny', Action: '*', Resource: '*' }],
      };
      const PolicyDocument = JSON.stringify(document);
      const { Policy } = await iam(0).execute(
        'CreatePolicy',
        { PolicyName: 'limits', PolicyDocument },
        alice,
      );
      const PolicyArn = Policy?.Arn ?? '';
      const made = await race((at) =>
        iam(at).execute('CreatePolicyVersion', { PolicyArn, PolicyDocument }, alice),
      );
      expect(made).toEqual({ answered: 4, LimitExceeded: 46 });
      const removed = await race((at) =>
        iam(at).execute('DeletePolicyVersion', { PolicyArn, VersionId: `v${(at % 5) + 1}` }, alice),
      );
      expect(removed).toEqual({ answered: 4, DeleteConflict: 10, NoSuchEntity: 36 });
      const { Versions } = await iam(0).execute('ListPolicyVersions', { PolicyArn }, alice);
      expect(Versions).toMatchObject([{ VersionId: 'v1', IsDefaultVersion: true }]);
    }));
});
