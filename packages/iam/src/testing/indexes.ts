// Indexes: other orders, other ways to find a row, and other keys that stand once.
import assert from 'node:assert/strict';
import type { Reader } from '../store.js';
import { KeyTakenError } from '../store-errors.js';
import type { StoreCase } from './store-case.js';
import { add, CAUSE, ids, OURS, THEIRS, THINGS, type Thing, thing, write } from './things.js';

function taken(index: string): (error: unknown) => true {
  return (error) => {
    assert.ok(error instanceof KeyTakenError, String(error));
    assert.equal(error.table, 'things');
    assert.equal(error.index, index);
    return true;
  };
}

/** What indexes do. */
export const INDEX_CASES: readonly StoreCase[] = [
  {
    name: 'a row is found by its keys in the indexes of the account and of the deployment',
    run: async (store) => {
      await add(store, thing('a', { name: 'Alice', serial: 's1' }), thing('b', { name: 'Bob' }));
      await store.read(async (reader) => {
        assert.equal((await reader.find(THINGS, 'name', OURS, ['alice']))?.id, 'a');
        assert.equal((await reader.find(THINGS, 'name', OURS, ['bob']))?.id, 'b');
        assert.equal(await reader.find(THINGS, 'name', OURS, ['Alice']), undefined);
        assert.equal((await reader.findAnywhere(THINGS, 'serial', ['s1']))?.id, 'a');
        assert.equal(await reader.findAnywhere(THINGS, 'serial', ['s2']), undefined);
      });
    },
  },
  {
    name: 'an index lists in its own order the rows that it does not leave out',
    run: async (store) => {
      await add(
        store,
        thing('1', { name: 'zoe', group: 'b' }),
        thing('2', { name: 'Adam' }),
        thing('3', { name: 'mia', group: 'a' }),
        thing('4', { name: 'BOB', group: 'b' }),
      );
      assert.deepEqual(await ids(store, { index: 'name' }), ['2', '4', '3', '1']);
      assert.deepEqual(await ids(store, { index: 'group' }), ['3', '1', '4']);
      const count = (index?: 'name' | 'group', ...prefix: string[]) =>
        store.read((reader) => reader.count(THINGS, { accountId: OURS, index, prefix }));
      assert.equal(await count(), 4);
      assert.equal(await count('name'), 4);
      assert.equal(await count('group'), 3);
      assert.equal(await count('group', 'b'), 2);
      assert.equal(await count('group', 'c'), 0);
    },
  },
  {
    name: 'a count by the first part of a key is that of the rows, whatever was written, refused or thrown away',
    run: async (store) => {
      const count = (reader: Reader, group: string, accountId = OURS) =>
        reader.count(THINGS, { accountId, index: 'group', prefix: [group] });
      const counts = () =>
        store.read(async (reader) => [await count(reader, 'g'), await count(reader, 'h')]);
      const a = thing('a', { group: 'g' });
      const b = thing('b', { group: 'g' });
      const c = thing('c', { group: 'g' });
      await add(store, a, b, thing('n'));
      await store.transact({ ...CAUSE, accountId: THEIRS }, (writer) =>
        writer.insert(THINGS, { ...a, accountId: THEIRS }),
      );
      assert.deepEqual(await counts(), [2, 0]);
      await write(store, async (writer) => {
        await writer.insert(THINGS, c);
        assert.equal(await count(writer, 'g'), 3);
        await assert.rejects(writer.insert(THINGS, c), KeyTakenError);
        await writer.replace(THINGS, { ...a, group: 'h' });
        await assert.rejects(writer.replace(THINGS, { ...a, name: 'b' }), KeyTakenError);
        await writer.replace(THINGS, { ...b, value: 'another' });
        assert.deepEqual([await count(writer, 'g'), await count(writer, 'h')], [2, 1]);
      });
      assert.deepEqual(await counts(), [2, 1]);
      await assert.rejects(
        write(store, async (writer) => {
          await writer.remove(THINGS, b);
          assert.equal(await count(writer, 'g'), 1);
          throw new Error('no');
        }),
        /^Error: no$/,
      );
      assert.deepEqual(await counts(), [2, 1]);
      await write(store, async (writer) => {
        // What is removed is the row that stands there, not the one that is handed in.
        await writer.remove(THINGS, { ...b, group: 'h' });
        await writer.replace(THINGS, thing('a'));
        await writer.replace(THINGS, thing('n', { group: 'h' }));
        await writer.remove(THINGS, c);
      });
      assert.deepEqual(await counts(), [0, 1]);
      assert.equal(await store.read((reader) => count(reader, 'g', THEIRS)), 1);
    },
  },
  {
    name: 'rows that an index leaves out do not meet in it',
    run: async (store) => {
      await add(store, thing('a'), thing('b'), thing('c', { accountId: THEIRS }));
      assert.deepEqual(await ids(store), ['a', 'b']);
    },
  },
  {
    name: 'a key of an index that is taken is refused in insert and names the index',
    run: async (store) => {
      await add(store, thing('a', { name: 'Alice', serial: 's' }));
      await assert.rejects(add(store, thing('b', { name: 'ALICE' })), taken('name'));
      await assert.rejects(add(store, thing('b', { name: 'bob', serial: 's' })), taken('serial'));
      assert.deepEqual(await ids(store), ['a']);
    },
  },
  {
    name: 'of several keys that are taken the first is named: its own, then in the order of the indexes',
    run: async (store) => {
      await add(store, thing('a', { serial: 's' }), thing('b'));
      await assert.rejects(add(store, thing('c', { name: 'b', serial: 's' })), taken('name'));
      await assert.rejects(
        add(store, thing('a', { name: 'b', serial: 's' })),
        (error) => error instanceof KeyTakenError && error.index === undefined,
      );
    },
  },
  {
    name: 'a key of an index that is taken is refused in replace, and the row stays as it was',
    run: async (store) => {
      await add(store, thing('a', { name: 'alice', serial: 's' }), thing('b', { name: 'bob' }));
      const rename = (row: Thing) => write(store, (writer) => writer.replace(THINGS, row));
      await assert.rejects(rename(thing('b', { name: 'Alice' })), taken('name'));
      await assert.rejects(rename(thing('b', { name: 'bob', serial: 's' })), taken('serial'));
      await store.read(async (reader) => {
        assert.deepEqual(await reader.get(THINGS, OURS, ['b']), thing('b', { name: 'bob' }));
        assert.equal((await reader.find(THINGS, 'name', OURS, ['bob']))?.id, 'b');
      });
    },
  },
  {
    name: 'a row keeps its own keys when it is replaced',
    run: async (store) => {
      const one = thing('a', { name: 'alice', serial: 's', group: 'g' });
      await add(store, one);
      await write(store, (writer) => writer.replace(THINGS, { ...one, name: 'ALICE', value: 1 }));
      await store.read(async (reader) => {
        assert.equal((await reader.find(THINGS, 'name', OURS, ['alice']))?.value, 1);
        assert.equal((await reader.findAnywhere(THINGS, 'serial', ['s']))?.value, 1);
      });
      assert.deepEqual(await ids(store, { index: 'group' }), ['a']);
    },
  },
  {
    name: 'a key of an index that moves is found where it is now, and its old place is free',
    run: async (store) => {
      await add(store, thing('a', { name: 'old', serial: 's1', group: 'g1' }));
      const moved = thing('a', { name: 'new', serial: 's2', group: 'g2' });
      await write(store, (writer) => writer.replace(THINGS, moved));
      await store.read(async (reader) => {
        assert.equal(await reader.find(THINGS, 'name', OURS, ['old']), undefined);
        assert.equal(await reader.findAnywhere(THINGS, 'serial', ['s1']), undefined);
        assert.equal((await reader.find(THINGS, 'name', OURS, ['new']))?.id, 'a');
        assert.equal((await reader.findAnywhere(THINGS, 'serial', ['s2']))?.id, 'a');
        assert.equal(
          await reader.count(THINGS, { accountId: OURS, index: 'group', prefix: ['g1'] }),
          0,
        );
      });
      await add(store, thing('b', { name: 'old', serial: 's1', group: 'g1' }));
      assert.deepEqual(await ids(store, { index: 'name' }), ['a', 'b']);
      assert.deepEqual(await ids(store, { index: 'group' }), ['b', 'a']);
    },
  },
  {
    name: 'a row enters an index and leaves it when it is replaced',
    run: async (store) => {
      await add(store, thing('a'));
      const put = (row: Thing) => write(store, (writer) => writer.replace(THINGS, row));
      await put(thing('a', { serial: 's', group: 'g' }));
      assert.deepEqual(await ids(store, { index: 'group' }), ['a']);
      await put(thing('a'));
      assert.deepEqual(await ids(store, { index: 'group' }), []);
      await add(store, thing('b', { serial: 's' }));
    },
  },
  {
    name: 'two rows swap a key when one lets it go first',
    run: async (store) => {
      await add(store, thing('a', { name: 'left' }), thing('b', { name: 'right' }));
      await write(store, async (writer) => {
        await writer.replace(THINGS, thing('a', { name: 'between' }));
        await writer.replace(THINGS, thing('b', { name: 'left' }));
        await writer.replace(THINGS, thing('a', { name: 'right' }));
      });
      assert.deepEqual(await ids(store, { index: 'name' }), ['b', 'a']);
    },
  },
  {
    name: 'a key stands once in an index of the deployment, and once in each account in the others',
    run: async (store) => {
      await add(store, thing('a', { name: 'alice', serial: 's', group: 'g' }));
      const theirs = thing('a', { accountId: THEIRS, name: 'alice', group: 'g' });
      const cause = { ...CAUSE, accountId: THEIRS };
      await store.transact(cause, (writer) => writer.insert(THINGS, theirs));
      await assert.rejects(
        store.transact(cause, (writer) => writer.replace(THINGS, { ...theirs, serial: 's' })),
        taken('serial'),
      );
      const found = await store.read((reader) => reader.findAnywhere(THINGS, 'serial', ['s']));
      assert.equal(found?.accountId, OURS);
    },
  },
  {
    name: 'an index that is asked for with the other scope is a TypeError',
    run: async (store) => {
      await store.read(async (reader) => {
        await assert.rejects(reader.find(THINGS, 'serial', OURS, ['s']), TypeError);
        await assert.rejects(reader.findAnywhere(THINGS, 'name', ['a']), TypeError);
        await assert.rejects(reader.list(THINGS, { accountId: OURS, index: 'serial' }), TypeError);
        await assert.rejects(reader.count(THINGS, { accountId: OURS, index: 'serial' }), TypeError);
      });
    },
  },
];
