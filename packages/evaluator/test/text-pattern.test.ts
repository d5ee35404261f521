// Patterns against the regular expressions that mean the same.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRequestContext } from '../src/index.js';
import { compileTextPattern, matchTextPattern, type TextPatternRule } from '../src/text-pattern.js';

const CONTEXT = createRequestContext([
  ['aws:username', 'a*'],
  ['aws:TagKeys', ['a', 'b']],
]);

/** What each piece of a pattern stands for, as a regular expression. */
const PIECES: ReadonlyMap<string, string> = new Map([
  ['*', '[\\s\\S]*'],
  ['?', '[\\s\\S]'],
  ['${*}', '\\*'],
  ['${aws:username}', 'a\\*'],
  ["${aws:none, 'ab'}", 'ab'],
  ['${aws:TagKeys}', '(?!)'],
  ['${aws:none}', '(?!)'],
]);

function literal(text: string): string {
  return text
    .split('')
    .map((each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
}

function matches(text: string, candidate: string, rule: TextPatternRule): boolean {
  const pattern = compileTextPattern(text, rule);
  if (pattern === undefined) throw new TypeError(`\`${text}\` makes no pattern`);
  return matchTextPattern(pattern, candidate, CONTEXT);
}

const character = fc.constantFrom('a', 'b', ':', '/', '\n', '*');
const candidates = fc.string({ unit: character, maxLength: 10 });
const withVariables: TextPatternRule = { wildcards: true, variables: true };

describe('a pattern with variables', () => {
  const pieces = fc.array(
    fc.oneof(fc.constantFrom('a', 'b', ':'), fc.constantFrom(...PIECES.keys())),
    {
      maxLength: 7,
    },
  );

  it('agrees with a regular expression on short texts of few letters', () => {
    fc.assert(
      fc.property(pieces, candidates, (pattern, candidate) => {
        const source = pattern.map((piece) => PIECES.get(piece) ?? literal(piece)).join('');
        const expected = new RegExp(`^${source}$`).test(candidate);
        expect(matches(pattern.join(''), candidate, withVariables)).toBe(expected);
      }),
      { numRuns: 20_000 },
    );
  });

  it('is plain text where there are no variables', () => {
    const rule = { wildcards: false, variables: false };
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (text, other) => {
        expect(matches(text, text, rule)).toBe(true);
        expect(matches(text, other, rule)).toBe(text === other);
      }),
    );
  });
});

describe('a pattern with wildcards', () => {
  it('agrees with a regular expression on texts made from the pattern', () => {
    const pieces = fc.array(fc.constantFrom('a', 'b', '/', '*', '?'), { maxLength: 12 });
    const filled = pieces.chain((pattern) =>
      fc
        .tuple(...pattern.map((each) => ('*?'.includes(each) ? candidates : fc.constant(each))))
        .map((parts) => [pattern.join(''), parts.join('')] as const),
    );
    fc.assert(
      fc.property(filled, ([text, candidate]) => {
        const source = text
          .split('')
          .map((each) => PIECES.get(each) ?? literal(each))
          .join('');
        const expected = new RegExp(`^${source}$`).test(candidate);
        expect(matches(text, candidate, { wildcards: true, variables: false })).toBe(expected);
      }),
      { numRuns: 10_000 },
    );
  });
});

describe('the work on a pattern that just fails against a long text', () => {
  const TEXT = 'a'.repeat(10_000);
  const plain = { wildcards: true, variables: false };
  const ofArn = { wildcards: true, variables: true, arnSegments: true };

  /** How many characters are looked at. */
  function countReads(work: () => void): number {
    const { charCodeAt } = String.prototype;
    let reads = 0;
    String.prototype.charCodeAt = function (at): number {
      reads += 1;
      return charCodeAt.call(this, at);
    };
    try {
      work();
    } finally {
      String.prototype.charCodeAt = charCodeAt;
    }
    return reads;
  }

  it.each([
    ['a glob', `${'a*'.repeat(5_000)}b`, TEXT, plain],
    ['a glob that begins with a wildcard', `${'*a'.repeat(5_000)}b`, TEXT, plain],
    ['a glob of single characters', `${'?*'.repeat(5_000)}b`, TEXT, plain],
    ['a template', `${'a*'.repeat(5_000)}b\${*}`, TEXT, { wildcards: true, variables: true }],
    ['a template of variables', `${"${x:y, 'a'}*".repeat(500)}b`, TEXT, ofArn],
    ['a part of an ARN', `arn:aws:${'a*'.repeat(5_000)}b:`, `arn:aws:${TEXT}:`, ofArn],
    ['parts of an ARN', `arn:*:${'a*'.repeat(5_000)}b:`, `arn:aws:${TEXT}:`, ofArn],
    ['the end of an ARN', `arn:a?s:s:r:1:${'a*'.repeat(5_000)}b`, `arn:aws:s:r:1:${TEXT}`, ofArn],
  ])(
    'grows with the text and the pattern, not with their product: %s',
    (_, text, candidate, rule) => {
      const pattern = compileTextPattern(text, rule);
      if (pattern === undefined) throw new TypeError('expected a pattern');
      let matched = true;
      const reads = countReads(() => {
        matched = matchTextPattern(pattern, candidate, CONTEXT);
      });
      expect(matched).toBe(false);
      expect(reads).toBeLessThan(10 * (text.length + candidate.length));
    },
  );

  it('is at most their product', () => {
    const text = `${'*'.concat('a'.repeat(100))}b`;
    const pattern = compileTextPattern(text, plain);
    if (pattern === undefined) throw new TypeError('expected a pattern');
    const reads = countReads(() => matchTextPattern(pattern, TEXT, CONTEXT));
    expect(reads).toBeLessThan(3 * text.length * TEXT.length);
  });
});

describe('a pattern of an ARN', () => {
  const rule: TextPatternRule = { wildcards: true, variables: true, arnSegments: true };
  const parts = fc.array(fc.constantFrom('a', '*', '?', 'a*', '*a', 'a*a', '?*', ''), {
    minLength: 6,
    maxLength: 8,
  });

  it('keeps a wildcard in its part, unless it is a `*` that ends one of the first five', () => {
    const texts = fc.string({ unit: fc.constantFrom('a', ':', '/'), maxLength: 14 });
    fc.assert(
      fc.property(parts, texts, (pattern, candidate) => {
        const source = pattern
          .map((part, index) => {
            const inFirstFive = index < 5;
            return part
              .split('')
              .map((each, at) => {
                const endsPart = each === '*' && at === part.length - 1;
                const any = inFirstFive && !endsPart ? '[^:]' : '[\\s\\S]';
                if (each === '*') return `${any}*`;
                return each === '?' ? any : literal(each);
              })
              .join('');
          })
          .join(':');
        const expected = new RegExp(`^${source}$`).test(candidate);
        expect(matches(pattern.join(':'), candidate, rule)).toBe(expected);
      }),
      { numRuns: 20_000 },
    );
  });
});
