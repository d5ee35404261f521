// Keys: which are equal, how they sort, and which are none.
import assert from 'node:assert/strict';
import { KeyTakenError } from '../store-errors.js';
import type { StoreCase } from './store-case.js';
import { add, ids, OURS, THINGS, thing, write } from './things.js';

/** By code point. Case, accents and other forms of a character make other keys. */
const IN_ORDER: readonly string[] = [
  '',
  '\u0003',
  ' ',
  '!',
  '"',
  '%',
  "'",
  '*',
  '+',
  '-',
  '.',
  '/',
  '/a/',
  '0',
  '10',
  '9',
  ':',
  '?',
  'A',
  'B',
  'Z',
  '\\',
  '_',
  'a',
  'a ',
  'a-b',
  'a.b',
  'a/b',
  'aa',
  'ab',
  'a\u0301',
  'b',
  'z',
  '\u007f',
  '\u0080',
  'ß',
  'á',
  'é',
  'ı',
  'ſ',
  'ẞ',
  '中',
  '\ud7ff',
  '\ue000',
  'ａ',
  '\uffff',
  '𐀀',
  '🙂',
  '\u{10ffff}',
];

const REFUSED: readonly (readonly [what: string, part: string])[] = [
  ['U+0000', 'a\u0000b'],
  ['U+0001', '\u0001'],
  ['U+0002', 'a\u0002'],
  ['the first half of a pair', 'a\ud83d'],
  ['the second half of a pair', '\ude42a'],
  ['a key of more than 2048 bytes', 'é'.repeat(1024)],
];

/** What keys are. */
export const KEY_CASES: readonly StoreCase[] = [
  {
    name: 'keys sort by code point and are told apart by it',
    run: async (store) => {
      const shuffled = IN_ORDER.map((id, at) => ({ id, rank: (at * 29) % IN_ORDER.length })).sort(
        (a, b) => a.rank - b.rank,
      );
      await add(store, ...shuffled.map(({ id }, at) => thing(id, { name: `n${at}` })));
      assert.deepEqual(await ids(store), IN_ORDER);
      await store.read(async (reader) => {
        for (const id of IN_ORDER) {
          assert.equal((await reader.get(THINGS, OURS, [id]))?.id, id, JSON.stringify(id));
        }
      });
    },
  },
  {
    name: 'keys of an index sort likewise',
    run: async (store) => {
      await add(store, ...IN_ORDER.map((group, at) => thing(`t${at}`, { group })));
      const groups = await store.read((reader) =>
        reader.list(THINGS, { accountId: OURS, index: 'group' }),
      );
      assert.deepEqual(
        groups.map(({ group }) => group),
        IN_ORDER,
      );
    },
  },
  {
    name: 'keys sort part by part: a shorter part comes first, whatever follows it',
    run: async (store) => {
      const groups = ['a', 'a\u0003', 'a ', 'a!', 'aa'];
      for (const group of groups) {
        await add(store, thing(`${group}-2`, { group }), thing(`${group}-1`, { group }));
      }
      assert.deepEqual(
        await ids(store, { index: 'group' }),
        groups.flatMap((group) => [`${group}-1`, `${group}-2`]),
      );
    },
  },
  {
    name: 'where one part ends and the next begins makes another key',
    run: async (store) => {
      await add(store, thing('bc', { group: 'a' }), thing('c', { group: 'ab' }));
      await store.read(async (reader) => {
        const find = async (...key: string[]) =>
          (await reader.find(THINGS, 'group', OURS, key))?.id;
        assert.equal(await find('a', 'bc'), 'bc');
        assert.equal(await find('ab', 'c'), 'c');
        assert.equal(await find('abc', ''), undefined);
        assert.equal(await find('abc'), undefined);
        assert.equal(await find('a'), undefined);
        assert.equal(await find('a', 'bc', ''), undefined);
        assert.equal(await find(), undefined);
      });
    },
  },
  {
    name: 'a key that is taken is a KeyTakenError that names the table',
    run: async (store) => {
      await add(store, thing('a'));
      await assert.rejects(add(store, thing('a', { name: 'other' })), (error) => {
        assert.ok(error instanceof KeyTakenError);
        assert.equal(error.table, 'things');
        assert.equal(error.index, undefined);
        return true;
      });
      assert.deepEqual(await ids(store), ['a']);
    },
  },
  {
    name: 'a key with a control character below U+0003 or half a pair, or too long, is a TypeError',
    run: async (store) => {
      await add(store, thing('old'));
      await write(store, async (writer) => {
        for (const [what, part] of REFUSED) {
          await assert.rejects(
            writer.insert(THINGS, thing(part, { name: 'new' })),
            TypeError,
            what,
          );
          await assert.rejects(
            writer.insert(THINGS, thing('new', { name: part })),
            TypeError,
            what,
          );
          await assert.rejects(
            writer.replace(THINGS, thing('old', { serial: part })),
            TypeError,
            what,
          );
          await assert.rejects(writer.get(THINGS, OURS, [part]), TypeError, what);
          await assert.rejects(writer.find(THINGS, 'name', OURS, [part]), TypeError, what);
          await assert.rejects(
            writer.list(THINGS, { accountId: OURS, prefix: [part] }),
            TypeError,
            what,
          );
          await assert.rejects(
            writer.list(THINGS, { accountId: OURS, after: [part] }),
            TypeError,
            what,
          );
        }
        await writer.insert(THINGS, thing('good'));
      });
      assert.deepEqual(await ids(store), ['good', 'old']);
    },
  },
  {
    name: 'a key of 2000 bytes that do not compress is a key',
    run: async (store) => {
      let seed = 1;
      const long = Array.from({ length: 2000 }, () => {
        seed = (seed * 48271) % 2147483647;
        return String.fromCharCode(33 + (seed % 90));
      }).join('');
      await add(store, thing(long, { serial: long }), thing(`${long.slice(0, -1)}`, { name: 'n' }));
      await store.read(async (reader) => {
        assert.equal((await reader.get(THINGS, OURS, [long]))?.id, long);
        assert.equal((await reader.findAnywhere(THINGS, 'serial', [long]))?.id, long);
      });
      assert.deepEqual(await ids(store), [long.slice(0, -1), long]);
    },
  },
];
