// Ranges: prefix, after, limit, and the pages that are made of them.
import assert from 'node:assert/strict';
import type { StoreCase } from './store-case.js';
import { add, ids, OURS, THEIRS, THINGS, thing } from './things.js';

const GROUPED = [
  thing('1', { group: 'a' }),
  thing('2', { group: 'a' }),
  thing('3', { group: 'a' }),
  thing('4', { group: 'ab' }),
  thing('5', { group: 'b' }),
  thing('6'),
  thing('7', { group: '' }),
  thing('8', { group: '%' }),
  thing('9', { accountId: THEIRS, group: 'a' }),
];

/** Of the things above in the order of `group`: a range, and the ids in it. */
const RANGES: readonly (readonly [
  range: {
    readonly prefix?: readonly string[];
    readonly after?: readonly string[];
    readonly limit?: number;
  },
  expected: string,
])[] = [
  [{}, '7812345'],
  [{ prefix: [] }, '7812345'],
  [{ prefix: ['a'] }, '123'],
  [{ prefix: ['a', '2'] }, '2'],
  [{ prefix: ['a', '2', ''] }, ''],
  [{ prefix: [''] }, '7'],
  [{ prefix: ['%'] }, '8'],
  [{ prefix: ['_'] }, ''],
  [{ prefix: ['A'] }, ''],
  [{ prefix: ['c'] }, ''],
  [{ after: ['a', '2'] }, '345'],
  [{ after: ['a', '25'] }, '345'],
  [{ after: ['a'] }, '12345'],
  [{ after: ['b', '5'] }, ''],
  [{ after: ['\u{10ffff}'] }, ''],
  [{ after: [] }, '7812345'],
  [{ prefix: ['a'], after: ['a', '1'] }, '23'],
  [{ prefix: ['a'], after: ['a', '3'] }, ''],
  [{ prefix: ['a'], after: ['%', '8'] }, '123'],
  [{ prefix: ['a'], after: ['b', '5'] }, ''],
  [{ prefix: ['b'], after: ['a', '1'] }, '5'],
  [{ limit: 0 }, ''],
  [{ limit: 1 }, '7'],
  [{ limit: 3 }, '781'],
  [{ limit: 100 }, '7812345'],
  [{ limit: Number.MAX_SAFE_INTEGER }, '7812345'],
  [{ prefix: ['a'], limit: 2 }, '12'],
  [{ prefix: ['a'], after: ['a', '1'], limit: 1 }, '2'],
];

/** What ranges have in them. */
export const RANGE_CASES: readonly StoreCase[] = [
  {
    name: 'a range has the keys that begin with its prefix, after a key, as many as it may',
    run: async (store) => {
      await add(store, ...GROUPED);
      for (const [range, expected] of RANGES) {
        const found = await ids(store, { index: 'group', ...range });
        assert.equal(found.join(''), expected, JSON.stringify(range));
      }
    },
  },
  {
    name: 'a range of the own key is cut likewise',
    run: async (store) => {
      await add(store, ...GROUPED);
      assert.deepEqual(await ids(store, { after: ['3'], limit: 2 }), ['4', '5']);
      assert.deepEqual(await ids(store, { prefix: ['4'] }), ['4']);
      assert.deepEqual(await ids(store, { prefix: ['4'], after: ['4'] }), []);
      assert.deepEqual(await ids(store, { after: ['8'] }), []);
    },
  },
  {
    name: 'pages put together are the whole, also when rows come and go between them',
    run: async (store) => {
      const all = Array.from({ length: 25 }, (_, at) => thing(`k${String(at).padStart(2, '0')}`));
      await add(store, ...all);
      const seen: string[] = [];
      for (let after: readonly string[] | undefined; ; ) {
        const page = await ids(store, { after, limit: 10 });
        seen.push(...page);
        const last = page.at(-1);
        if (page.length < 10 || last === undefined) break;
        after = [last];
        await store.transact(
          { accountId: OURS, operation: 'Change', requestId: 'r', principal: 'p' },
          async (writer) => {
            await writer.remove(THINGS, thing(last));
            await writer.insert(THINGS, thing(`${last}x`));
            await writer.insert(THINGS, thing(`a${last}`));
          },
        );
      }
      const expected = all.flatMap(({ id }) =>
        id === 'k09' || id === 'k18' ? [id, `${id}x`] : [id],
      );
      assert.deepEqual(seen, expected);
    },
  },
  {
    name: 'a limit that is no whole number is a TypeError',
    run: async (store) => {
      await add(store, thing('a'));
      for (const limit of [-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY]) {
        await assert.rejects(ids(store, { limit }), TypeError);
        await assert.rejects(async () => store.changes(0, limit), TypeError);
      }
    },
  },
];
