// The text of a policy as literal runs, wildcards and policy variables.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Pattern, type PatternPart, parsePattern } from '../src/index.js';

const ALL = { wildcards: true, variables: true };

function parts(text: string, syntax = ALL): Pattern | string {
  const parsed = parsePattern(text, syntax);
  return parsed.ok ? parsed.value : parsed.code;
}

const literal = (text: string): PatternPart => ({ kind: 'literal', text });
const variable = (key: string, defaultValue?: string): PatternPart => ({
  kind: 'variable',
  key,
  defaultValue,
});

/** The text that parses to `pattern`, with every special character of a literal escaped. */
function write(pattern: Pattern): string {
  return pattern
    .map((part) => {
      switch (part.kind) {
        case 'literal':
          return part.text.replace(/[*?$]/g, (character) => `\${${character}}`);
        case 'anyString':
          return '*';
        case 'anyCharacter':
          return '?';
        case 'variable':
          return part.defaultValue === undefined
            ? `\${${part.key}}`
            : `\${${part.key}, '${part.defaultValue}'}`;
        default:
          return part satisfies never;
      }
    })
    .join('');
}

describe('a pattern', () => {
  const key = fc.stringMatching(/^[a-z]+:[A-Za-z]+(\/[A-Za-z0-9:+=._@/-]+( [A-Za-z]+)?)?$/);
  const part: fc.Arbitrary<PatternPart> = fc.oneof(
    fc.string({ minLength: 1 }).map(literal),
    fc.constantFrom<PatternPart>({ kind: 'anyString' }, { kind: 'anyCharacter' }),
    fc
      .tuple(
        key,
        fc.option(
          fc.string().filter((text) => !text.includes("'")),
          { nil: undefined },
        ),
      )
      .map(([name, defaultValue]) => variable(name, defaultValue)),
  );
  const pattern = fc
    .array(part)
    .map((all) =>
      all.filter((each, at) => each.kind !== 'literal' || all[at - 1]?.kind !== 'literal'),
    );

  test('is read back from its text, whatever its literals hold', () => {
    fc.assert(
      fc.property(pattern, (given) => {
        expect(parts(write(given))).toEqual(given);
      }),
      { numRuns: 500 },
    );
  });

  test('never puts two literals side by side nor holds an empty one', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'ab*?$${}{') }), (text) => {
        const parsed = parsePattern(text, ALL);
        if (!parsed.ok) return;
        parsed.value.forEach((each, at) => {
          if (each.kind !== 'literal') return;
          expect(each.text).not.toBe('');
          expect(parsed.value[at + 1]?.kind).not.toBe('literal');
        });
      }),
    );
  });

  test('is one literal where neither wildcards nor variables are read', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: fc.constantFrom(..."ab*?${},' ") }), (text) => {
        expect(parts(text, { wildcards: false, variables: false })).toEqual([literal(text)]);
      }),
    );
  });

  test('of no text has no parts', () => {
    expect(parts('')).toEqual([]);
  });
});

describe('wildcards', () => {
  test('each stands for itself, also in a row', () => {
    expect(parts('a**?b')).toEqual([
      literal('a'),
      { kind: 'anyString' },
      { kind: 'anyString' },
      { kind: 'anyCharacter' },
      literal('b'),
    ]);
  });

  test('are literal where only variables are read', () => {
    expect(parts('a*${aws:b}?', { wildcards: false, variables: true })).toEqual([
      literal('a*'),
      variable('aws:b'),
      literal('?'),
    ]);
  });

  test('are characters as ${*}, ${?} and ${$}, which join the text around them', () => {
    expect(parts('a${*}b${?}${$}')).toEqual([literal('a*b?$')]);
    expect(parts('${$}{aws:username}')).toEqual([literal('${aws:username}')]);
  });

  test('are no escapes where variables are not read', () => {
    expect(parts('${*}', { wildcards: true, variables: false })).toEqual([
      literal('${'),
      { kind: 'anyString' },
      literal('}'),
    ]);
  });
});

describe('variables', () => {
  test.each([
    ['${aws:username}', [variable('aws:username')]],
    ['${AWS:UserName}', [variable('AWS:UserName')]],
    ["${aws:userid, 'anonymous'}", [variable('aws:userid', 'anonymous')]],
    ["${aws:userid,'anonymous'}", [variable('aws:userid', 'anonymous')]],
    ["${aws:userid, ''}", [variable('aws:userid', '')]],
    ["${aws:userid, 'a, b'}", [variable('aws:userid', 'a, b')]],
    ["${aws:userid, 'a}b'}", [variable('aws:userid', 'a}b')]],
    ["${aws:userid, '*?${x}'}", [variable('aws:userid', '*?${x}')]],
    ['${aws:PrincipalTag/cost center}', [variable('aws:PrincipalTag/cost center')]],
    ['${aws:PrincipalTag/a/b:c+d=e._@-}', [variable('aws:PrincipalTag/a/b:c+d=e._@-')]],
    ['${cognito-identity.amazonaws.com:sub}', [variable('cognito-identity.amazonaws.com:sub')]],
    ['a$b', [literal('a$b')]],
    ['$', [literal('$')]],
    ['{aws:username}', [literal('{aws:username}')]],
    ['}', [literal('}')]],
    ['$${a:b}', [literal('$'), variable('a:b')]],
    ['${a:b}}', [variable('a:b'), literal('}')]],
    ['${a:b}, x', [variable('a:b'), literal(', x')]],
  ])('%s is read', (text, expected) => {
    expect(parts(text)).toEqual(expected);
  });

  test.each([
    ['${', 'MISSING_BRACE_IN_VARIABLE'],
    ['${aws:username', 'MISSING_BRACE_IN_VARIABLE'],
    ['${*', 'MISSING_BRACE_IN_VARIABLE'],
    ['${aws:${aws:username}}', 'MISSING_BRACE_IN_VARIABLE'],
    ["${aws:userid, 'a'", 'MISSING_BRACE_IN_VARIABLE'],
    ["${aws:userid, 'a' }", 'MISSING_BRACE_IN_VARIABLE'],
    ["${aws:userid, 'it's'}", 'MISSING_BRACE_IN_VARIABLE'],
    ['${aws:userid, anonymous}', 'MISSING_QUOTE_IN_VARIABLE'],
    ["${aws:userid, 'anonymous}", 'MISSING_QUOTE_IN_VARIABLE'],
    ['${aws:userid,}', 'MISSING_QUOTE_IN_VARIABLE'],
    ["${aws:userid, anonymous'}", 'MISSING_QUOTE_IN_VARIABLE'],
    ['${aws:userid, "a"}', 'MISSING_QUOTE_IN_VARIABLE'],
    ['${}', 'EMPTY_VARIABLE'],
    ["${, 'a'}", 'EMPTY_VARIABLE'],
    ['${ }', 'UNSUPPORTED_SPACE_IN_VARIABLE'],
    ['${ aws:username}', 'UNSUPPORTED_SPACE_IN_VARIABLE'],
    ["${aws:userid , 'a'}", 'UNSUPPORTED_SPACE_IN_VARIABLE'],
  ])('%s is refused', (text, code) => {
    expect(parts(`before ${text}`)).toBe(code);
    // The same text is literal where variables are not read.
    expect(parts(text, { wildcards: false, variables: false })).toEqual([literal(text)]);
  });
});
