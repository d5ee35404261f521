// The canonical query string.
import { expect, it } from 'vitest';
import { canonicalQuery, queryParameters } from '../src/canonical-query.js';

it.each([
  ['', ''],
  ['b=2&a=1', 'a=1&b=2'],
  ['a=2&a=1&a', 'a=&a=1&a=2'],
  ['a=1&A=2', 'A=2&a=1'],
  ['lifecycle', 'lifecycle='],
  ['a=b=c', 'a=b%3Dc'],
  ['a=x+y&b=x%20y&c=x%2By', 'a=x%20y&b=x%20y&c=x%2By'],
  ['a=%7e%2d%41', 'a=~-A'],
  ['a=/:@?,;', 'a=%2F%3A%40%3F%2C%3B'],
  ['a=100%&b=%4', 'a=100%25&b=%254'],
  ['&a=1&&b=2&', 'a=1&b=2'],
  ['=', '='],
  ['%C3%A9=é', '%C3%A9=%C3%A9'],
  // `-` sorts before `=`, so sorting whole parameters would put these the other way around.
  ['Param-3=3&Param=2', 'Param=2&Param-3=3'],
])('the query %j is %j', (raw, canonical) => {
  expect(canonicalQuery(queryParameters(raw))).toBe(canonical);
});
