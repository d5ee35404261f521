// The change log: what was changed, by whom, in which order; and who hears of it.
import assert from 'node:assert/strict';
import type { ChangeRecord, Reader } from '../store.js';
import type { StoreCase } from './store-case.js';
import { add, CAUSE, OURS, THEIRS, THINGS, thing, write } from './things.js';

/** What is recorded and told. */
export const CHANGE_CASES: readonly StoreCase[] = [
  {
    name: 'a transaction leaves one record: its revision, time, cause, and the rows in the order of their changes',
    run: async (store) => {
      await write(store, async (writer) => {
        await writer.insert(THINGS, thing('b'));
        await writer.insert(THINGS, thing('a'));
        await writer.replace(THINGS, thing('a', { value: 'secret' }));
        await writer.remove(THINGS, thing('b'));
      });
      const records = await store.changes(0, 10);
      assert.equal(records.length, 1);
      const [record] = records;
      assert.ok(record);
      const { time, ...rest } = record;
      assert.equal(new Date(time).toISOString(), time);
      assert.deepEqual(rest, {
        revision: 1,
        cause: CAUSE,
        rows: [
          { table: 'things', key: [OURS, 'b'], change: 'inserted' },
          { table: 'things', key: [OURS, 'a'], change: 'inserted' },
          { table: 'things', key: [OURS, 'a'], change: 'replaced' },
          { table: 'things', key: [OURS, 'b'], change: 'removed' },
        ],
      });
      assert.equal(JSON.stringify(records).includes('secret'), false);
    },
  },
  {
    name: 'revisions are 1, 2, 3 and so on, and a reader has that of the state it reads',
    run: async (store) => {
      for (const id of ['a', 'b', 'c']) {
        await write(store, async (writer) => {
          await writer.insert(THINGS, thing(id));
        });
      }
      const records = await store.changes(0, 10);
      assert.deepEqual(
        records.map(({ revision }) => revision),
        [1, 2, 3],
      );
      assert.equal(await store.read(async (reader) => reader.revision), 3);
      assert.equal(await write(store, async (writer) => writer.revision), 3);
    },
  },
  {
    name: 'work that wrote nothing, or that threw, leaves no record and no revision',
    run: async (store) => {
      await write(store, async (writer) => writer.get(THINGS, OURS, ['a']));
      await assert.rejects(
        write(store, async (writer) => {
          await writer.insert(THINGS, thing('a'));
          throw new Error('no');
        }),
      );
      await assert.rejects(write(store, (writer) => writer.remove(THINGS, thing('a'))));
      assert.deepEqual(await store.changes(0, 10), []);
      await add(store, thing('a'));
      assert.equal((await store.changes(0, 10))[0]?.revision, 1);
    },
  },
  {
    name: 'a cause comes back as it was, with and without an address',
    run: async (store) => {
      const { sourceIp: _, ...inProcess } = CAUSE;
      const causes = [
        { ...CAUSE, operation: 'It\'s "odd" \u0000', principal: '🙂', accountId: THEIRS },
        inProcess,
      ];
      for (const [at, cause] of causes.entries()) {
        await store.transact(cause, (writer) => writer.insert(THINGS, thing(`t${at}`)));
      }
      await store.transact({ ...inProcess, sourceIp: undefined }, (writer) =>
        writer.insert(THINGS, thing('last')),
      );
      const records = await store.changes(0, 10);
      assert.deepEqual(JSON.parse(JSON.stringify(records.map(({ cause }) => cause))), [
        ...causes,
        inProcess,
      ]);
    },
  },
  {
    name: 'changes are given after a revision, oldest first, as many as are asked for',
    run: async (store) => {
      for (let at = 0; at < 12; at += 1) await add(store, thing(`t${at}`));
      const revisions = async (after: number, limit: number) =>
        (await store.changes(after, limit)).map(({ revision }) => revision);
      assert.deepEqual(await revisions(0, 3), [1, 2, 3]);
      assert.deepEqual(await revisions(3, 3), [4, 5, 6]);
      assert.deepEqual(await revisions(9, 100), [10, 11, 12]);
      assert.deepEqual(await revisions(12, 100), []);
      assert.deepEqual(await revisions(99, 100), []);
      assert.deepEqual(await revisions(0, 0), []);
    },
  },
  {
    name: 'a listener hears of each change once, in order, before its transaction answers, until it stops',
    run: async (store) => {
      await add(store, thing('before'));
      const heard: (ChangeRecord | undefined)[] = [];
      const stop = store.watch((change) => heard.push(change));
      await add(store, thing('a'));
      assert.deepEqual(
        heard.map((change) => change?.revision),
        [2],
      );
      await write(store, async (writer) => writer.get(THINGS, OURS, ['a']));
      await Promise.all(Array.from({ length: 10 }, (_, at) => add(store, thing(`t${at}`))));
      stop();
      await add(store, thing('after'));
      assert.deepEqual(heard, (await store.changes(1, 11)).slice(0, 11));
      assert.equal(heard.length, 11);
    },
  },
  {
    name: 'a listener can read the change that it hears of',
    run: async (store) => {
      const seen: Promise<unknown>[] = [];
      store.watch((change) => {
        const key = change?.rows[0]?.key.slice(1) ?? [];
        seen.push(store.read((reader) => reader.get(THINGS, OURS, key)));
      });
      await add(store, thing('a'));
      assert.deepEqual(await Promise.all(seen), [thing('a')]);
    },
  },
  {
    name: 'a revision that has to be later is, the next follow it, and who listens is told of the leap',
    run: async (store) => {
      const heard: (number | undefined)[] = [];
      const put = (id: string, after?: number) =>
        store.transact(CAUSE, (writer) => writer.insert(THINGS, thing(id)), after);
      await put('a');
      store.watch((change) => heard.push(change?.revision));
      await put('b', 1000);
      await put('c', 7);
      await put('d');
      assert.deepEqual(heard, [undefined, 1001, 1002, 1003]);
      const revisions = async (after: number, limit: number) =>
        (await store.changes(after, limit)).map(({ revision }) => revision);
      assert.deepEqual(await revisions(0, 10), [1, 1001, 1002, 1003]);
      assert.deepEqual(await revisions(1, 2), [1001, 1002]);
      assert.deepEqual(await revisions(1002, 10), [1003]);
      assert.equal(await store.read(async (reader) => reader.revision), 1003);
      const count = (reader: Reader) => reader.count(THINGS, { accountId: OURS });
      assert.equal(await store.read(count), 4);
    },
  },
  {
    name: 'records are forgotten up to a revision, but never the last; the state and its revision stay',
    run: async (store) => {
      const revisions = async () => (await store.changes(0, 10)).map(({ revision }) => revision);
      const count = (reader: Reader) => reader.count(THINGS, { accountId: OURS });
      assert.equal(await store.forgetChanges(10), 0);
      for (const id of ['a', 'b', 'c', 'd']) await add(store, thing(id));
      assert.equal(await store.read(count), 4);
      let heard = 0;
      store.watch(() => {
        heard += 1;
      });
      assert.equal(await store.forgetChanges(2), 2);
      assert.equal(await store.forgetChanges(2), 0);
      assert.deepEqual(await revisions(), [3, 4]);
      assert.equal(await store.forgetChanges(4), 1);
      assert.equal(await store.forgetChanges(99), 0);
      assert.deepEqual(await revisions(), [4]);
      assert.equal(heard, 0);
      assert.equal(await store.read(async (reader) => reader.revision), 4);
      await add(store, thing('e'));
      assert.deepEqual(await revisions(), [4, 5]);
      assert.equal(await store.read(count), 5);
      assert.equal(heard, 1);
    },
  },
  {
    name: 'listeners are each their own: the same one twice hears twice, and one that stops is the only one',
    run: async (store) => {
      let heard = 0;
      const listener = () => {
        heard += 1;
      };
      const stop = store.watch(listener);
      store.watch(listener);
      await add(store, thing('a'));
      assert.equal(heard, 2);
      stop();
      stop();
      await add(store, thing('b'));
      assert.equal(heard, 3);
    },
  },
];
