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
    const value = `${open}1${close}`;
    expect(
      parseJson(
        `[${Array(2 * MAX_JSON_DEPTH)
          .fill(value)
          .join()}]`,
      ).ok,
    ).toBe(true);
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
