// JSON made to hurt: too deep, too large, and text that only some readers take.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MAX_POLICY_LENGTH, parsePolicy } from '../src/index.js';
import { MAX_JSON_DEPTH, parseJson } from '../src/parse-json.js';

const codes = (document: unknown): readonly string[] => {
  const parsed = parsePolicy(document);
  return parsed.ok ? [] : parsed.issues.map(({ code }) => code);
};

describe('nesting', () => {
  const nest = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);

  test('the deepest nesting that is promised is read', () => {
    expect(parseJson(nest(MAX_JSON_DEPTH)).ok).toBe(true);
  });

  test('one level more is refused at the bracket that goes too deep', () => {
    const parsed = parseJson(nest(MAX_JSON_DEPTH + 1));
    expect(parsed).toMatchObject({
      ok: false,
      issues: [
        {
          code: 'TOO_DEEP',
          message: `JSON nested deeper than ${MAX_JSON_DEPTH} levels`,
          path: [],
          line: 1,
          column: MAX_JSON_DEPTH + 1,
        },
      ],
    });
  });

  test.each([
    ['lists', '[', ']'],
    ['objects', '{"a":', '}'],
    ['objects in lists', '[{"a":', '}]'],
  ])('%s side by side are no deeper than one', (_, open, close) => {
    const values = `${open}1${close},`.repeat(2 * MAX_JSON_DEPTH);
    expect(parseJson(`[${values}1]`).ok).toBe(true);
    expect(parseJson(`[${values}]`)).toMatchObject({ issues: [{ code: 'JSON_SYNTAX_ERROR' }] });
  });

  test('objects are read as deep as lists, and no deeper', () => {
    const nestObjects = (depth: number): string => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;
    expect(parseJson(nestObjects(MAX_JSON_DEPTH)).ok).toBe(true);
    expect(parseJson(nestObjects(MAX_JSON_DEPTH + 1))).toMatchObject({
      issues: [{ code: 'TOO_DEEP', column: 5 * MAX_JSON_DEPTH + 1 }],
    });
  });

  test('lists and objects count alike', () => {
    const nestBoth = (depth: number): string =>
      `${'[{"a":'.repeat(depth / 2)}1${'}]'.repeat(depth / 2)}`;
    expect(parseJson(nestBoth(MAX_JSON_DEPTH)).ok).toBe(true);
    expect(parseJson(nestBoth(MAX_JSON_DEPTH + 2))).toMatchObject({
      issues: [{ code: 'TOO_DEEP' }],
    });
  });

  test('brackets inside strings do not count', () => {
    expect(parseJson(`"${'['.repeat(1000)}"`).ok).toBe(true);
    expect(parseJson(`"\\"${'['.repeat(1000)}"`).ok).toBe(true);
  });

  test.each([
    ['a string that a line break leaves open', `["\n${'['.repeat(100_000)}`],
    ['a quotation mark in a comment', `/*"*/${'['.repeat(100_000)}`],
    ['a quotation mark in a line comment', `//"\n${'['.repeat(100_000)}`],
    ['brackets closed by the wrong kind', '[},'.repeat(40_000)],
    ['objects closed by the wrong kind', '{"a":[},'.repeat(15_000)],
    ['an escape that is none', `["\\q${'['.repeat(100_000)}`],
  ])('no text makes the reader overflow its stack: %s', (_, text) => {
    const [first] = codes(text);
    expect(['TOO_DEEP', 'JSON_SYNTAX_ERROR']).toContain(first);
  });
});

describe('size', () => {
  test('a text of the greatest length is read, one character more is refused', () => {
    const policy = '{"Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}';
    expect(parsePolicy(policy.padEnd(MAX_POLICY_LENGTH)).ok).toBe(true);
    expect(parsePolicy(policy.padEnd(MAX_POLICY_LENGTH + 1))).toEqual({
      ok: false,
      issues: [
        {
          code: 'TOO_LARGE',
          message: 'expected at most 131072 characters, found 131073',
          path: [],
          line: 1,
          column: 1,
        },
      ],
    });
  });

  test('a document in a larger text is measured alone', () => {
    const policy = { Statement: { Effect: 'Allow', Action: '*', Resource: '*' } };
    const padding = ' '.repeat(MAX_POLICY_LENGTH);
    const text = `{"before": "${padding}", "policy": ${JSON.stringify(policy)}}`;
    expect(parsePolicy(text, { at: ['policy'] }).ok).toBe(true);
    const large = `{"policy": {"Id": "${padding}", "Statement": []}}`;
    expect(parsePolicy(large, { at: ['policy'] })).toMatchObject({
      ok: false,
      issues: [{ code: 'TOO_LARGE', path: ['policy'], line: 1, column: 12 }],
    });
  });
});

describe('strictness', () => {
  const fragment = fc.constantFrom(
    ...['{', '}', '[', ']', ',', ':', '"', '"a"', '"\\u0041"', '\\', '1', '-', '0', '.5', '1e9'],
    ...['true', 'null', 'NaN', ' ', '\n', '\r\n', '\t', '\u00a0', '\ufeff', '\u2028', '//', '/*'],
    ...['*/', "'", '\u0000', '\u000b', '+1', '01', '"\t"', '"\\x"', '"\\ud83d\\ude00"'],
  );
  const text = fc.oneof(
    fc.array(fragment, { maxLength: 12 }).map((parts) => parts.join('')),
    fc.json(),
    fc.tuple(fc.json(), fragment, fc.nat()).map(([json, part, at]) => {
      const cut = at % (json.length + 1);
      return json.slice(0, cut) + part + json.slice(cut);
    }),
  );

  test.each([
    ...[
      '',
      ' ',
      '{',
      '[',
      '"',
      '"a',
      '"\\',
      '"a\\"',
      '{"a"',
      '{"a":',
      '{"a":1',
      '[1',
      '[1,',
      '{,}',
    ],
    ...[
      '[,]',
      '[1,]',
      '[,1]',
      '[1 2]',
      '{"a":1,}',
      '{,"a":1}',
      '{"a" 1}',
      '{"a":1 "b":2}',
      '{a:1}',
    ],
    ...["{'a':1}", '{1:1}', '{"a":1]', '[1}', ']', '}', '1]', '{}}', '{} {}', '1 2', '"a" "b"'],
    ...['tru', 'True', 'truefalse', 'nullx', 'undefined', 'NaN', 'Infinity', '+1', '01', '-', '-a'],
    ...['1.', '.5', '1.e5', '1e', '1e+', '0x1', '1_0', '"\t"', '"\n"', '"\u0000"', '"\u001f"'],
    ...['"\\x"', '"\\u12"', '"\\u12G4"', "'a'", '//a\n1', '1//a', '/*a*/1', '\ufeff1', '\u00a01'],
    ...['\u20281', '\u000b1', '\f1'],
  ])('what JSON.parse refuses is refused at one place: %j', (source) => {
    expect(() => JSON.parse(source)).toThrow(SyntaxError);
    const parsed = parseJson(source);
    expect(parsed.ok ? 'read' : parsed.issues.map(({ code }) => code)).toEqual([
      'JSON_SYNTAX_ERROR',
    ]);
  });

  test.each([
    ['one that is written as it is', '"\ud83d"', [], 1],
    ['one that is escaped', '"\\ud83d"', [], 1],
    ['a pair of which the latter half is escaped', '["\ud83d\\ude00"]', [0], 2],
    ['one in a key', '{"a":{"\udc00":1}}', ['a', '\udc00'], 7],
    ['one that is escaped in a key', '{"\\udc00":1}', ['\udc00'], 2],
  ])('half a surrogate pair is refused where it stands: %s', (_, source, path, column) => {
    expect(parseJson(source)).toEqual({
      ok: false,
      issues: [
        {
          code: 'JSON_SYNTAX_ERROR',
          message: 'a lone surrogate is not a character',
          path,
          line: 1,
          column,
        },
      ],
    });
  });

  test('a key twice in an object is refused at the second, in each object for itself', () => {
    const source = '{"a":{"b":1,"c":[{"b":1}]},"b":{"b":1},"c":{"a":1},\n"b":1,"a":{"a":1}}';
    expect(parseJson(source)).toMatchObject({
      issues: [
        { code: 'DUPLICATE_KEY', message: 'key `b` stands twice in one object', path: ['b'] },
        { code: 'DUPLICATE_KEY', message: 'key `a` stands twice in one object', path: ['a'] },
      ],
    });
    expect(parseJson('[{"x":{"a":1,\n"a":2}}]')).toMatchObject({
      issues: [{ code: 'DUPLICATE_KEY', path: [0, 'x', 'a'], line: 2, column: 1 }],
    });
  });

  test('of a text that is no JSON, its keys are not told to repeat', () => {
    expect(parseJson('{"a":1,"a":2')).toMatchObject({
      issues: [{ code: 'JSON_SYNTAX_ERROR', line: 1, column: 13 }],
    });
  });

  test('exactly the texts that JSON.parse reads are read', () => {
    fc.assert(
      fc.property(text, (source) => {
        const parsed = parseJson(source);
        const ours = parsed.ok || parsed.issues.every(({ code }) => code !== 'JSON_SYNTAX_ERROR');
        expect(ours).toBe(isJson(source));
      }),
      { numRuns: 2000 },
    );
  });
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
