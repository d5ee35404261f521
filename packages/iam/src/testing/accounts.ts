// Accounts: nothing of one is found by a key of another.
import assert from 'node:assert/strict';
import { DEPLOYMENT } from '../store.js';
import type { StoreCase } from './store-case.js';
import { add, CAUSE, ids, OURS, THEIRS, THINGS, type Thing, thing } from './things.js';

/** How accounts are kept apart. */
export const ACCOUNT_CASES: readonly StoreCase[] = [
  {
    name: 'accounts have the same keys and see nothing of each other',
    run: async (store) => {
      for (const accountId of [OURS, THEIRS, DEPLOYMENT]) {
        await store.transact({ ...CAUSE, accountId }, async (writer) => {
          await writer.insert(THINGS, thing('a', { accountId, group: 'g', value: accountId }));
          await writer.insert(THINGS, thing(`of-${accountId}`, { accountId }));
        });
      }
      for (const accountId of [OURS, THEIRS, DEPLOYMENT]) {
        await store.read(async (reader) => {
          assert.equal((await reader.get(THINGS, accountId, ['a']))?.value, accountId);
          assert.equal((await reader.find(THINGS, 'name', accountId, ['a']))?.value, accountId);
          assert.equal(await reader.count(THINGS, { accountId }), 2);
          assert.equal(await reader.count(THINGS, { accountId, index: 'group' }), 1);
        });
        assert.deepEqual(await ids(store, { accountId }), ['a', `of-${accountId}`]);
        assert.deepEqual(await ids(store, { accountId, index: 'name', after: ['a'] }), [
          `of-${accountId}`,
        ]);
      }
    },
  },
  {
    name: 'to remove or replace in one account leaves the other as it was',
    run: async (store) => {
      await add(store, thing('a'), thing('a', { accountId: THEIRS }));
      await store.transact(CAUSE, (writer) => writer.remove(THINGS, thing('a')));
      assert.deepEqual(await ids(store), []);
      assert.deepEqual(await ids(store, { accountId: THEIRS }), ['a']);
      await assert.rejects(
        store.transact(CAUSE, (writer) => writer.replace(THINGS, thing('a'))),
        TypeError,
      );
    },
  },
  {
    name: 'the deployment reads the rows of all accounts, by account and key, in pages',
    run: async (store) => {
      await add(
        store,
        ...['b', 'a', 'ab'].map((id) => thing(id)),
        ...['c', 'a'].map((id) => thing(id, { accountId: THEIRS })),
        thing('z', { accountId: DEPLOYMENT }),
      );
      const all = ['z', 'a', 'ab', 'b', 'a', 'c'];
      await store.read(async (reader) => {
        for (const limit of [1, 2, 4, 6, 100]) {
          const seen: Thing[] = [];
          for (let full = true; full; ) {
            const last = seen.at(-1);
            const after = last && ([last.accountId, last.id] as const);
            const page = await reader.listAnywhere(THINGS, { after, limit });
            seen.push(...page);
            full = page.length === limit;
          }
          assert.deepEqual(
            seen.map(({ id }) => id),
            all,
          );
        }
        assert.deepEqual(await reader.listAnywhere(THINGS, { limit: 0 }), []);
        await assert.rejects(reader.listAnywhere(THINGS, { limit: -1 }), TypeError);
      });
    },
  },
  {
    name: 'an account and a key do not run together into those of another',
    run: async (store) => {
      await add(store, thing('a'));
      const found = await store.read(async (reader) => [
        await reader.get(THINGS, OURS, ['a', '']),
        await reader.get(THINGS, DEPLOYMENT, [OURS, 'a']),
        await reader.find(THINGS, 'name', DEPLOYMENT, [OURS, 'a']),
        await reader.findAnywhere(THINGS, 'serial', [OURS, 'a']),
      ]);
      assert.deepEqual(found, [undefined, undefined, undefined, undefined]);
    },
  },
];
