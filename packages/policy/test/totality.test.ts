// parsePolicy answers whatever it is given, and each issue points at what it is about.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatIssue, type JsonPath, type PolicyType, parsePolicy } from '../src/index.js';
import { policyDocument } from './policy-generator.js';

const POLICY_TYPES: readonly (PolicyType | undefined)[] = [
  undefined,
  'identity',
  'permissionsBoundary',
  'session',
  'resource',
  'trust',
  'serviceControl',
  'resourceControl',
  'endpoint',
];

/** Words of the grammar at wrong places, so that parsing gets past the first bracket. */
const words = fc.constantFrom(
  ...['Version', 'Id', 'Statement', 'Sid', 'Effect', 'Principal', 'NotPrincipal', 'Action'],
  ...['NotAction', 'Resource', 'NotResource', 'Condition', 'AWS', 'Service', '*', 'Allow', 'a:b'],
  ...['2012-10-17', 'StringLike', 'ForAnyValue:ArnLike', 'aws:x', '${', '${}', '__proto__', ''],
  ...['constructor', 'toString', '__defineGetter__', 'arn:aws:s3:::${a, ', 'arn:::::'],
);
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.oneof(words, fc.jsonValue({ maxDepth: 1 })),
    fc.dictionary(words, tie('value'), { maxKeys: 5 }),
    fc.array(tie('value'), { maxLength: 3 }),
  ),
}));
const statement = fc.dictionary(words, value, { maxKeys: 8 });
const nearPolicy = fc.oneof(
  value,
  fc.record({ Statement: fc.oneof(statement, fc.array(statement), value), Version: words }),
);

/** `document` with one of its values, chosen by number, put in place of another. */
function spoil(document: unknown, choice: number, spoiled: unknown): unknown {
  let countdown = choice;
  return JSON.parse(JSON.stringify(document), (_, each) => {
    countdown -= 1;
    return countdown === 0 ? spoiled : each;
  });
}

describe('any input at all', () => {
  const policyType = fc.constantFrom(...POLICY_TYPES);

  test('no text makes parsePolicy throw', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.json()), (text) => {
        expect(() => parsePolicy(text)).not.toThrow();
      }),
      { numRuns: 300 },
    );
  });

  test('no value makes parsePolicy throw', () => {
    const anything = fc.anything({
      withBigInt: true,
      withDate: true,
      withMap: true,
      withSet: true,
      withNullPrototype: true,
      withObjectString: true,
      withSparseArray: true,
      withTypedArray: true,
      withBoxedValues: true,
    });
    fc.assert(
      fc.property(fc.oneof(anything, nearPolicy), policyType, (document, type) => {
        expect(() => parsePolicy(document, type && { policyType: type })).not.toThrow();
      }),
      { numRuns: 300 },
    );
  });

  test('a refusal always has a reason', () => {
    fc.assert(
      fc.property(nearPolicy, policyType, (document, type) => {
        const parsed = parsePolicy(document, type && { policyType: type });
        if (!parsed.ok) expect(parsed.issues.length).toBeGreaterThan(0);
      }),
      { numRuns: 300 },
    );
  });
});

describe('the place of an issue', () => {
  const spoiled = fc
    .tuple(policyDocument, fc.nat(60), value)
    .map(([document, choice, other]) => spoil(document, choice, other));
  const indents = fc.constantFrom('', ' ', '  ', '\t');
  const lineEnds = fc.constantFrom('\n', '\r\n');

  test('the text at line and column starts the value or the key that the path leads to', () => {
    fc.assert(
      fc.property(fc.oneof(nearPolicy, spoiled), indents, lineEnds, (document, indent, end) => {
        const text = JSON.stringify(document, null, indent).replaceAll('\n', end);
        const parsed = parsePolicy(text);
        if (parsed.ok) return;
        for (const { path, line, column } of parsed.issues) {
          const there = (text.split('\n')[line - 1] ?? '').slice(column - 1);
          const key = path.at(-1);
          const starts = [firstToken(valueAt(document, path))];
          if (typeof key === 'string') starts.push(`${JSON.stringify(key)}:`);
          expect({ starts, there, path }).toSatisfy(() =>
            starts.some((start) => there.startsWith(start)),
          );
        }
      }),
      { numRuns: 300 },
    );
  });

  test('issues come in the order of the text', () => {
    fc.assert(
      fc.property(fc.oneof(nearPolicy, spoiled), (document) => {
        const parsed = parsePolicy(document);
        const places = parsed.ok ? [] : parsed.issues.map((issue) => [issue.line, issue.column]);
        expect(places).toEqual(places.toSorted(([a = 0, b = 0], [c = 0, d = 0]) => a - c || b - d));
      }),
    );
  });

  test('is printed the way compilers print one', () => {
    const parsed = parsePolicy('{\n "Statement": []}');
    const lines = parsed.ok ? [] : parsed.issues.map((issue) => formatIssue(issue, 'p.json'));
    expect(lines).toEqual([
      'p.json:2:15: MISSING_STATEMENT expected at least one statement, found none',
    ]);
  });
});

function valueAt(document: unknown, path: JsonPath): unknown {
  return path.reduce<unknown>(
    (parent, step) => Object.getOwnPropertyDescriptor(parent, step)?.value,
    document,
  );
}

/** How the print of a value starts: its bracket, or all of a scalar. */
function firstToken(value: unknown): string {
  if (Array.isArray(value)) return '[';
  return typeof value === 'object' && value !== null ? '{' : JSON.stringify(value);
}
