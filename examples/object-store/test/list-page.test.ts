// One page of a listing, from keys alone.
import { expect, it } from 'vitest';
import { compareKeys, listPage } from '../src/list-page.js';

const keys = ['a', 'b/1', 'b/2', 'b/2/x', 'c', 'ﬀ', '🗝'].toSorted(compareKeys);
const all = { prefix: '', delimiter: '', after: '', maxKeys: 1_000 };

it.each([
  { name: 'all keys', query: {}, keys },
  { name: 'a prefix', query: { prefix: 'b/' }, keys: ['b/1', 'b/2', 'b/2/x'] },
  { name: 'a delimiter', query: { delimiter: '/' }, keys: ['a', 'c', 'ﬀ', '🗝'], prefixes: ['b/'] },
  {
    name: 'a delimiter after the prefix',
    query: { prefix: 'b/', delimiter: '/' },
    keys: ['b/1', 'b/2'],
    prefixes: ['b/2/'],
  },
  {
    name: 'a long delimiter',
    query: { delimiter: '/2' },
    keys: ['a', 'b/1', 'c', 'ﬀ', '🗝'],
    prefixes: ['b/2'],
  },
  { name: 'what comes after a key', query: { after: 'c' }, keys: ['ﬀ', '🗝'] },
  {
    name: 'what comes after a key that is not there',
    query: { after: 'b/3' },
    keys: ['c', 'ﬀ', '🗝'],
  },
  {
    name: 'what comes after a common prefix',
    query: { after: 'b/', delimiter: '/' },
    keys: ['c', 'ﬀ', '🗝'],
  },
  { name: 'a page', query: { maxKeys: 2 }, keys: ['a', 'b/1'], next: 'b/1' },
  {
    name: 'a page that ends with a prefix',
    query: { maxKeys: 2, delimiter: '/' },
    keys: ['a'],
    prefixes: ['b/'],
    next: 'b/',
  },
  { name: 'a page as long as what there is', query: { maxKeys: keys.length }, keys },
  { name: 'no keys', query: { maxKeys: 0 }, keys: [] },
])('lists $name', ({ query, prefixes = [], next, ...expected }) => {
  expect(listPage(keys, { ...all, ...query })).toEqual({
    keys: expected.keys,
    commonPrefixes: prefixes,
    next,
  });
});

it('is ordered by the bytes of UTF-8, not by the units of UTF-16', () => {
  expect(compareKeys('ﬀ', '🗝')).toBeLessThan(0);
  expect('ﬀ' < '🗝').toBe(false);
});
