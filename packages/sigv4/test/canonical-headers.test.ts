// The canonical header lines.
import { expect, it } from 'vitest';
import { canonicalHeaders } from '../src/canonical-headers.js';
import { headerValues } from '../src/header-values.js';

const lineOf = (...values: string[]): string =>
  canonicalHeaders(headerValues(values.map((value) => ['X-Note', value])), ['x-note']);

it.each([
  ['plain', 'plain'],
  ['  both ends\t', 'both ends'],
  ['a   b \t c', 'a b c'],
  ['"a   b"', '"a b"'],
  ['one\r\n  two', 'one two'],
  ['', ''],
  ['   ', ''],
  // The bytes of `à` in UTF-8, of which the second is no white space although U+00A0 is.
  ['\u00c3\u00a0', '\u00c3\u00a0'],
])('the value %j is folded to %j', (value, folded) => {
  expect(lineOf(value)).toBe(`x-note:${folded}\n`);
});

it('repeated headers are folded one by one and joined by commas in order', () => {
  expect(lineOf(' b ', 'a  c', 'b')).toBe('x-note:b,a c,b\n');
});

it('names that differ in case are one header', () => {
  const headers = headerValues([
    ['X-A', '1'],
    ['x-a', '2'],
  ]);
  expect(canonicalHeaders(headers, ['x-a'])).toBe('x-a:1,2\n');
});

it('a signed header that is absent is refused', () => {
  expect(() => canonicalHeaders(new Map(), ['x-note'])).toThrowError(/`x-note`, found none/);
});

it('a value that is no byte string is refused rather than cut to bytes', () => {
  expect(() => lineOf('\u0100')).toThrowError(/above U\+00FF/);
});
