// Patterns with long texts between wildcards: short ones are compared in place, long ones searched for.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { matchGlob } from '../src/glob.js';

const LONG = 'ab'.repeat(20);

it.each([
  ['between two stars', `*${LONG}c*`, `${LONG}${LONG}c${LONG}`, true],
  ['between two stars, and not there', `*${LONG}c*`, `${LONG}${LONG}`, false],
  ['with any character in it', `*${LONG}?c*`, `${LONG}${LONG}xc`, true],
  ['with any character in it, of which there is none', `*${LONG}?*`, LONG, false],
  ['twice, where it is once', `*${LONG}*${LONG}*`, `${LONG}b`, false],
  ['twice, and overlapping', `*${LONG}*${LONG}`, `${LONG}${LONG.slice(2)}`, false],
  ['found first behind where the end begins', `*${LONG}*a${LONG}`, `a${LONG}`, false],
  ['at both ends, which overlap', `${LONG}*${LONG}`, `${LONG}ab`, false],
])('a text %s', (_, glob, text, matches) => {
  expect(matchGlob(glob, text)).toBe(matches);
});

it('agrees with a regular expression on long runs of few letters', () => {
  const run = fc
    .tuple(fc.integer({ min: 0, max: 45 }), fc.constantFrom('', 'b', '?', 'a?'))
    .map(([length, last]) => 'a'.repeat(length) + last);
  const globs = fc.array(run, { minLength: 1, maxLength: 4 }).map((runs) => runs.join('*'));
  const texts = fc
    .array(fc.tuple(fc.integer({ min: 0, max: 60 }), fc.constantFrom('', 'b')), { maxLength: 4 })
    .map((runs) => runs.map(([length, last]) => 'a'.repeat(length) + last).join(''));
  fc.assert(
    fc.property(globs, texts, (glob, text) => {
      const source = glob.replaceAll('*', '.*').replaceAll('?', '.');
      expect(matchGlob(glob, text)).toBe(new RegExp(`^${source}$`, 's').test(text));
    }),
    { numRuns: 5000 },
  );
});
