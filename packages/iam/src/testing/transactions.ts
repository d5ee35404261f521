// Transactions: whole or not at all, one state at a time, nothing lost.
import assert from 'node:assert/strict';
import type { Reader, Store, Writer } from '../store.js';
import { KeyTakenError, StoreError } from '../store-errors.js';
import type { StoreCase } from './store-case.js';
import { add, CAUSE, ids, OURS, THEIRS, THINGS, thing, write } from './things.js';

const WRITERS = 50;

/** A promise, and what settles it. */
function gate(): { readonly opened: Promise<void>; readonly open: () => void } {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

function increment(writer: Writer): Promise<void> {
  return writer.get(THINGS, OURS, ['counter']).then(async (counter) => {
    const count = Number(counter?.value ?? 0);
    const next = thing('counter', { value: count + 1 });
    await (counter === undefined ? writer.insert(THINGS, next) : writer.replace(THINGS, next));
  });
}

async function counted(store: Store): Promise<unknown> {
  return (await store.read((reader) => reader.get(THINGS, OURS, ['counter'])))?.value;
}

/** What transactions hold to. */
export const TRANSACTION_CASES: readonly StoreCase[] = [
  {
    name: 'a transaction sees its own changes, and answers what its work answers',
    run: async (store) => {
      const answer = await write(store, async (writer) => {
        await writer.insert(THINGS, thing('a', { serial: 's' }));
        assert.equal((await writer.get(THINGS, OURS, ['a']))?.id, 'a');
        assert.equal((await writer.findAnywhere(THINGS, 'serial', ['s']))?.id, 'a');
        await writer.replace(THINGS, thing('a', { name: 'b' }));
        assert.equal((await writer.find(THINGS, 'name', OURS, ['b']))?.id, 'a');
        await writer.insert(THINGS, thing('c'));
        assert.equal(await writer.count(THINGS, { accountId: OURS }), 2);
        await writer.remove(THINGS, thing('a'));
        return (await writer.list(THINGS, { accountId: OURS })).map(({ id }) => id);
      });
      assert.deepEqual(answer, ['c']);
      assert.deepEqual(await ids(store), ['c']);
    },
  },
  {
    name: 'a count is that of the state that is read, however rows came and went',
    run: async (store) => {
      const count = (reader: Reader) => reader.count(THINGS, { accountId: OURS });
      assert.equal(await store.read(count), 0);
      await add(store, thing('a'), thing('b'));
      assert.equal(await store.read(count), 2);
      await write(store, async (writer) => {
        await writer.remove(THINGS, thing('a'));
        await writer.insert(THINGS, thing('c'));
        await writer.insert(THINGS, thing('d'));
        await writer.replace(THINGS, thing('d', { value: 1 }));
        assert.equal(await count(writer), 3);
      });
      assert.equal(await store.read(count), 3);
      const dropped = write(store, async (writer) => {
        await writer.insert(THINGS, thing('e'));
        assert.equal(await count(writer), 4);
        throw new Error('no');
      });
      await assert.rejects(dropped, /^Error: no$/);
      assert.equal(await store.read(count), 3);
      const theirs = { ...CAUSE, accountId: THEIRS };
      await store.transact(theirs, (writer) =>
        writer.insert(THINGS, thing('f', { accountId: THEIRS })),
      );
      assert.equal(await store.read(count), 3);
      await write(store, async (writer) => {
        await writer.remove(THINGS, thing('b'));
        assert.equal(await count(writer), 2);
        await writer.remove(THINGS, thing('c'));
      });
      assert.equal(await store.read(count), 1);
    },
  },
  {
    name: 'work that throws has changed nothing at all',
    run: async (store) => {
      await add(store, thing('a'), thing('b', { serial: 's' }));
      const thrown = new Error('no');
      await assert.rejects(
        write(store, async (writer) => {
          await writer.insert(THINGS, thing('c'));
          await writer.replace(THINGS, thing('a', { name: 'other' }));
          await writer.remove(THINGS, thing('b'));
          throw thrown;
        }),
        (error) => error === thrown,
      );
      assert.deepEqual(await ids(store), ['a', 'b']);
      await store.read(async (reader) => {
        assert.equal((await reader.find(THINGS, 'name', OURS, ['a']))?.id, 'a');
        assert.equal((await reader.findAnywhere(THINGS, 'serial', ['s']))?.id, 'b');
        assert.equal(reader.revision, 1);
      });
      assert.equal((await store.changes(0, 10)).length, 1);
      await add(store, thing('c'));
    },
  },
  {
    name: 'a transaction goes on after a key that was taken, as if that had not been tried',
    run: async (store) => {
      await add(store, thing('a', { serial: 's' }));
      await write(store, async (writer) => {
        await writer.insert(THINGS, thing('b'));
        const attempts = [
          () => writer.insert(THINGS, thing('a')),
          () => writer.insert(THINGS, thing('c', { serial: 's' })),
          () => writer.replace(THINGS, thing('b', { name: 'x', serial: 's' })),
        ];
        for (const attempt of attempts) await assert.rejects(attempt(), KeyTakenError);
        await assert.rejects(writer.remove(THINGS, thing('nobody')), TypeError);
        assert.equal((await writer.find(THINGS, 'name', OURS, ['b']))?.id, 'b');
        assert.equal(await writer.find(THINGS, 'name', OURS, ['c']), undefined);
        await writer.insert(THINGS, thing('c'));
      });
      assert.deepEqual(await ids(store), ['a', 'b', 'c']);
      const [, record] = await store.changes(0, 10);
      assert.deepEqual(
        record?.rows.map(({ key }) => key.at(-1)),
        ['b', 'c'],
      );
    },
  },
  {
    name: 'work that throws after a key that was taken has changed nothing either',
    run: async (store) => {
      await add(store, thing('a'));
      await assert.rejects(
        write(store, async (writer) => {
          await writer.insert(THINGS, thing('b'));
          await writer.insert(THINGS, thing('a'));
        }),
        KeyTakenError,
      );
      assert.deepEqual(await ids(store), ['a']);
      assert.equal((await store.changes(0, 10)).length, 1);
    },
  },
  {
    name: 'a read sees one state, whatever is committed meanwhile, and writes do not wait for it',
    run: async (store) => {
      await add(store, thing('a', { value: 1 }), thing('b', { value: 1 }));
      await store.read(async (reader) => {
        assert.equal(reader.revision, 1);
        assert.equal((await reader.get(THINGS, OURS, ['a']))?.value, 1);
        await write(store, async (writer) => {
          await writer.replace(THINGS, thing('a', { value: 2 }));
          await writer.remove(THINGS, thing('b'));
          await writer.insert(THINGS, thing('c'));
        });
        assert.equal((await reader.get(THINGS, OURS, ['a']))?.value, 1);
        assert.equal((await reader.get(THINGS, OURS, ['b']))?.value, 1);
        assert.equal(await reader.get(THINGS, OURS, ['c']), undefined);
        assert.equal(await reader.count(THINGS, { accountId: OURS }), 2);
        assert.equal(reader.revision, 1);
      });
      assert.deepEqual(await ids(store), ['a', 'c']);
    },
  },
  {
    name: 'a read that has not asked for anything yet sees the state of its beginning',
    run: async (store) => {
      await add(store, thing('a'));
      const { opened, open } = gate();
      const begun = gate();
      const reading = store.read(async (reader) => {
        begun.open();
        await opened;
        return (await reader.list(THINGS, { accountId: OURS })).length;
      });
      await begun.opened;
      await add(store, thing('b'));
      open();
      assert.equal(await reading, 1);
    },
  },
  {
    name: 'nobody sees a transaction that is not committed, and reads do not wait for it',
    run: async (store) => {
      await write(store, async (writer) => {
        await writer.insert(THINGS, thing('a'));
        assert.deepEqual(await ids(store), []);
        assert.deepEqual(await store.changes(0, 10), []);
      });
      assert.deepEqual(await ids(store), ['a']);
    },
  },
  {
    name: 'what is committed is seen by every read that begins then',
    run: async (store) => {
      for (let at = 1; at <= 20; at += 1) {
        await write(store, increment);
        assert.deepEqual(await Promise.all([counted(store), counted(store)]), [at, at]);
      }
    },
  },
  {
    name: '50 writers on one counter lose no update',
    run: async (store) => {
      await Promise.all(Array.from({ length: WRITERS }, () => write(store, increment)));
      assert.equal(await counted(store), WRITERS);
      assert.equal(await store.read(async (reader) => reader.revision), WRITERS);
    },
  },
  {
    name: '50 writers that count first never have more than they may, and one name goes to one of them',
    run: async (store) => {
      const claim = (id: string) =>
        write(store, async (writer) => {
          if ((await writer.count(THINGS, { accountId: OURS })) >= 10) throw new Error('full');
          await writer.insert(THINGS, thing(id, { name: `name-${Number(id) % 20}` }));
        });
      const claims = await Promise.allSettled(
        Array.from({ length: WRITERS }, (_, at) => claim(String(at))),
      );
      for (const one of claims) {
        if (one.status === 'fulfilled' || one.reason instanceof KeyTakenError) continue;
        assert.equal(String(one.reason), 'Error: full');
      }
      assert.equal(claims.filter(({ status }) => status === 'fulfilled').length, 10);
      const names = await store.read((reader) => reader.list(THINGS, { accountId: OURS }));
      assert.equal(new Set(names.map(({ name }) => name)).size, 10);
    },
  },
  {
    name: 'transactions that fail do not keep others from going on',
    run: async (store) => {
      const outcomes = await Promise.allSettled(
        Array.from({ length: 20 }, (_, at) =>
          write(store, async (writer) => {
            await increment(writer);
            if (at % 2 === 0) throw new Error('no');
          }),
        ),
      );
      assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 10);
      assert.equal(await counted(store), 10);
    },
  },
  {
    name: 'work may ask for several things at once',
    run: async (store) => {
      await write(store, async (writer) => {
        const added = await Promise.allSettled(
          ['a', 'b', 'a', 'c'].map((id) => writer.insert(THINGS, thing(id))),
        );
        assert.deepEqual(
          added.map(({ status }) => status),
          ['fulfilled', 'fulfilled', 'rejected', 'fulfilled'],
        );
      });
      const found = await store.read((reader) =>
        Promise.all(['a', 'b', 'c', 'd'].map((id) => reader.get(THINGS, OURS, [id]))),
      );
      assert.deepEqual(
        found.map((one) => one?.id),
        ['a', 'b', 'c', undefined],
      );
    },
  },
  {
    name: 'many reads at once all get their answer',
    run: async (store) => {
      await add(store, thing('a'));
      const answers = await Promise.all(
        Array.from({ length: 4 * WRITERS }, () =>
          store.read(async (reader) => [
            (await reader.get(THINGS, OURS, ['a']))?.id,
            await reader.count(THINGS, { accountId: OURS }),
          ]),
        ),
      );
      for (const answer of answers) assert.deepEqual(answer, ['a', 1]);
    },
  },
  {
    name: 'a reader or writer that is used after its work has ended is refused, and changes nothing',
    run: async (store) => {
      const writer = await write(store, async (given) => {
        await given.insert(THINGS, thing('a'));
        return given;
      });
      const reader = await store.read(async (given) => given);
      await assert.rejects(writer.insert(THINGS, thing('b')), TypeError);
      await assert.rejects(writer.remove(THINGS, thing('a')), TypeError);
      await assert.rejects(reader.get(THINGS, OURS, ['a']), TypeError);
      await write(store, increment);
      assert.deepEqual(await ids(store), ['a', 'counter']);
    },
  },
  {
    name: 'a closed store has finished what was open, and refuses what comes then',
    run: async (store) => {
      const { opened, open } = gate();
      const begun = gate();
      const writing = write(store, async (writer) => {
        begun.open();
        await opened;
        await writer.insert(THINGS, thing('a'));
        return 'written';
      });
      await begun.opened;
      const closing = store.close();
      const refused = (error: unknown) =>
        error instanceof StoreError && error.code === 'Unavailable';
      await assert.rejects(ids(store), refused);
      await assert.rejects(add(store, thing('b')), refused);
      await assert.rejects(async () => store.changes(0, 1), refused);
      open();
      assert.equal(await writing, 'written');
      await closing;
      await store.close();
      await assert.rejects(ids(store), refused);
    },
  },
  {
    name: 'what a transaction throws comes out as it is',
    run: async (store) => {
      const thrown = Object.assign(new Error('mine'), { code: 'SQLITE_FULL' });
      const same = (error: unknown) => error === thrown;
      const fail = async () => {
        throw thrown;
      };
      await assert.rejects(store.transact(CAUSE, fail), same);
      await assert.rejects(store.read(fail), same);
    },
  },
];
