// The comparison of signatures.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { constantTimeEqual } from '../src/constant-time-equal.js';

it('answers as === does', () =>
  fc.assert(
    fc.property(fc.string({ maxLength: 4 }), fc.string({ maxLength: 4 }), (a, b) => {
      expect(constantTimeEqual(a, b)).toBe(a === b);
      expect(constantTimeEqual(a, a)).toBe(true);
    }),
  ));

it.each([
  ['', 'a'],
  ['a', ''],
  ['ab', 'a'],
  ['a', 'a\0'],
  ['a\0', 'a'],
])('%j and %j differ', (a, b) => {
  expect(constantTimeEqual(a, b)).toBe(false);
});
