// The wildcard matcher against the regular expression that means the same.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  ANY_CHARACTER,
  ANY_CHARACTER_IN_SEGMENT,
  ANY_STRING,
  ANY_STRING_IN_SEGMENT,
  type GlobCode,
  matchGlob,
} from '../src/glob.js';

const ORACLE: ReadonlyMap<GlobCode, string> = new Map([
  [ANY_STRING, '[\\s\\S]*'],
  [ANY_CHARACTER, '[\\s\\S]'],
  [ANY_STRING_IN_SEGMENT, '[^:]*'],
  [ANY_CHARACTER_IN_SEGMENT, '[^:]'],
]);

function matchOracle(glob: readonly GlobCode[], text: string): boolean {
  const source = glob.map((code) => ORACLE.get(code) ?? `\\u${code.toString(16).padStart(4, '0')}`);
  return new RegExp(`^${source.join('')}$`).test(text);
}

const character = fc.constantFrom('a', 'b', ':', '\n', '*');
const glob = fc.array(
  fc.oneof(
    character.map((text) => text.charCodeAt(0)),
    fc.constantFrom(...ORACLE.keys()),
  ),
  { maxLength: 9 },
);

it('agrees with a regular expression on short texts of few letters', () => {
  const text = fc.string({ unit: character, maxLength: 10 });
  fc.assert(
    fc.property(glob, text, (codes, value) => {
      expect(matchGlob(codes, value)).toBe(matchOracle(codes, value));
    }),
    { numRuns: 20_000 },
  );
});

it('agrees with a regular expression on texts made from the pattern', () => {
  const filled = glob.chain((codes) =>
    fc
      .tuple(
        ...codes.map((code) =>
          code >= 0
            ? fc.constant(String.fromCharCode(code))
            : fc.string({ unit: character, maxLength: 2 }),
        ),
      )
      .map((parts) => [codes, parts.join('')] as const),
  );
  fc.assert(
    fc.property(filled, ([codes, value]) => {
      expect(matchGlob(codes, value)).toBe(matchOracle(codes, value));
    }),
    { numRuns: 10_000 },
  );
});

it('agrees with a regular expression on any text', () => {
  const anything = fc.string({ unit: 'binary', maxLength: 20 });
  fc.assert(
    fc.property(anything, anything, (pattern, value) => {
      const codes = [...pattern]
        .join('')
        .split('')
        .map((each) => each.charCodeAt(0));
      const open = [ANY_STRING, ...codes, ANY_STRING];
      expect(matchGlob(codes, pattern)).toBe(true);
      expect(matchGlob(open, value + pattern + value)).toBe(true);
      expect(matchGlob(codes, value)).toBe(pattern === value);
    }),
  );
});

it.each([
  ['anywhere', ANY_STRING],
  ['in segments', ANY_STRING_IN_SEGMENT],
])('many wildcards against a long text that just fails come to an end: %s', (_, star) => {
  const codes = [...Array.from({ length: 40 }, () => ['a'.charCodeAt(0), star]).flat(), 98];
  expect(matchGlob(codes, 'a'.repeat(10_000))).toBe(false);
});
