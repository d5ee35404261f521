// Rows come back as they were stored.
import assert from 'node:assert/strict';
import type { StoreCase } from './store-case.js';
import { add, ids, OURS, THINGS, thing, write } from './things.js';

const VALUES: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -1.5,
  1e300,
  Number.MAX_SAFE_INTEGER,
  '',
  'plain',
  'it\'s "quoted" \\ and; -- not SQL',
  '\u0000\u0001\u0002\n\r\t\u007f\u2028\u2029',
  'ÄÖÜ ß İ ı é e\u0301 中文 🙂 \u{10ffff} \ud800',
  '%_*?',
  'x'.repeat(200_000),
  [],
  {},
  [[], [null, [1, 'a', { b: [] }]]],
  { a: { b: { c: [1, 2, { d: null }] } }, '': 1, '1': 2, 'with space': 3 },
  JSON.parse('{"__proto__": {"polluted": true}, "constructor": 1}'),
];

const NOT_JSON: readonly (readonly [what: string, value: unknown])[] = [
  ['a date', new Date(0)],
  ['not a number', Number.NaN],
  ['infinity', Number.POSITIVE_INFINITY],
  ['a bigint', 1n],
  ['a function', () => undefined],
  ['a symbol', Symbol('s')],
  ['a map', new Map()],
  ['bytes', new Uint8Array(1)],
  ['an undefined member of a list', [undefined]],
  ['a date deep inside', { a: [{ b: new Date(0) }] }],
];

/** How rows are kept. */
export const ROW_CASES: readonly StoreCase[] = [
  {
    name: 'an empty store is at revision 0 and has nothing',
    run: async (store) => {
      await store.read(async (reader) => {
        assert.equal(reader.revision, 0);
        assert.equal(await reader.get(THINGS, OURS, ['a']), undefined);
        assert.equal(await reader.find(THINGS, 'name', OURS, ['a']), undefined);
        assert.equal(await reader.findAnywhere(THINGS, 'serial', ['a']), undefined);
        assert.deepEqual(await reader.list(THINGS, { accountId: OURS }), []);
        assert.equal(await reader.count(THINGS, { accountId: OURS }), 0);
      });
      assert.deepEqual(await store.changes(0, 10), []);
    },
  },
  {
    name: 'every JSON value comes back as it was',
    run: async (store) => {
      const things = VALUES.map((value, at) => thing(`t${at}`, { value }));
      await add(store, ...things);
      await store.read(async (reader) => {
        for (const one of things) {
          assert.deepEqual(await reader.get(THINGS, OURS, [one.id]), one);
        }
      });
      assert.equal(Object.hasOwn(Object.prototype, 'polluted'), false);
    },
  },
  {
    name: 'an undefined member is as one that is not there',
    run: async (store) => {
      await add(store, thing('a', { serial: undefined, value: { b: undefined } }));
      const stored = await store.read((reader) => reader.get(THINGS, OURS, ['a']));
      assert.deepEqual(stored, { accountId: OURS, id: 'a', name: 'a', value: {} });
    },
  },
  {
    name: 'a row that is not JSON is a TypeError, and the transaction can go on without it',
    run: async (store) => {
      await add(store, thing('old'));
      await write(store, async (writer) => {
        for (const [what, value] of NOT_JSON) {
          await assert.rejects(writer.insert(THINGS, thing('new', { value })), TypeError, what);
          await assert.rejects(writer.replace(THINGS, thing('old', { value })), TypeError, what);
        }
        await writer.insert(THINGS, thing('good'));
      });
      assert.deepEqual(await ids(store), ['good', 'old']);
    },
  },
  {
    name: 'a row that was handed in and is changed then is stored as it was',
    run: async (store) => {
      const tags = ['red'];
      await write(store, async (writer) => {
        await writer.insert(THINGS, thing('a', { value: { tags } }));
        tags.push('blue');
        assert.deepEqual((await writer.get(THINGS, OURS, ['a']))?.value, { tags: ['red'] });
      });
      tags.push('green');
      const stored = await store.read((reader) => reader.get(THINGS, OURS, ['a']));
      assert.deepEqual(stored?.value, { tags: ['red'] });
    },
  },
  {
    name: 'a row that was handed out cannot change what is stored',
    run: async (store) => {
      await add(store, thing('a', { value: { tags: ['red'] } }));
      const spoil = (row: object | undefined): void => {
        const value: unknown = row && Reflect.get(row, 'value');
        if (row) Reflect.set(row, 'name', 'spoilt');
        if (typeof value === 'object' && value !== null) Reflect.set(value, 'tags', 'spoilt');
      };
      await write(store, async (writer) => {
        spoil(await writer.get(THINGS, OURS, ['a']));
        for (const row of await writer.list(THINGS, { accountId: OURS })) spoil(row);
        await writer.insert(THINGS, thing('b'));
      });
      const stored = await store.read((reader) => reader.get(THINGS, OURS, ['a']));
      assert.deepEqual(stored, thing('a', { value: { tags: ['red'] } }));
    },
  },
  {
    name: 'a replaced row is wholly the new one',
    run: async (store) => {
      await add(store, thing('a', { serial: 's', group: 'g', value: 1 }));
      await write(store, (writer) => writer.replace(THINGS, thing('a', { name: 'other' })));
      const stored = await store.read((reader) => reader.get(THINGS, OURS, ['a']));
      assert.deepEqual(stored, thing('a', { name: 'other' }));
    },
  },
  {
    name: 'a removed row is gone from everywhere, and its keys are free',
    run: async (store) => {
      const one = thing('a', { serial: 's', group: 'g' });
      await add(store, one);
      await write(store, (writer) => writer.remove(THINGS, one));
      await store.read(async (reader) => {
        assert.equal(await reader.get(THINGS, OURS, ['a']), undefined);
        assert.equal(await reader.find(THINGS, 'name', OURS, ['a']), undefined);
        assert.equal(await reader.findAnywhere(THINGS, 'serial', ['s']), undefined);
        assert.equal(await reader.count(THINGS, { accountId: OURS, index: 'group' }), 0);
      });
      await add(store, one);
      assert.deepEqual(await ids(store), ['a']);
    },
  },
  {
    name: 'a row is removed by its key, however its other members were changed',
    run: async (store) => {
      await add(store, thing('a', { name: 'old', serial: 's' }));
      await write(store, (writer) => writer.remove(THINGS, thing('a', { name: 'new' })));
      await add(store, thing('b', { name: 'old', serial: 's' }));
      assert.deepEqual(await ids(store), ['b']);
    },
  },
  {
    name: 'to replace or remove what is not there is a TypeError',
    run: async (store) => {
      await add(store, thing('a'), thing('c'));
      for (const missing of ['', 'b', 'd', 'A']) {
        const other = thing(missing, { name: 'other' });
        await assert.rejects(
          write(store, (writer) => writer.replace(THINGS, other)),
          TypeError,
        );
        await assert.rejects(
          write(store, (writer) => writer.remove(THINGS, other)),
          TypeError,
        );
      }
      assert.deepEqual(await ids(store), ['a', 'c']);
    },
  },
];
