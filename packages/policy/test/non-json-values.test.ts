// Objects that JSON.stringify would print with a part missing: each is refused, none is mended.
import { describe, expect, test } from 'vitest';
import { type PolicyDocument, parsePolicy } from '../src/index.js';

const statement = { Effect: 'Allow', Action: '*', Resource: '*' };
const refused = (document: unknown): unknown => {
  const parsed = parsePolicy(document);
  return parsed.ok ? 'read' : parsed.issues.map(({ code }) => code);
};

describe('a document that is no JSON value', () => {
  test.each([
    ['undefined', undefined],
    ['a function', () => statement],
    ['a symbol', Symbol('policy')],
    ['a bigint', 1n],
    ['a Map', new Map([['Statement', statement]])],
    ['bytes', new Uint8Array(8)],
    [
      'an object that fails to become one',
      {
        toJSON(): never {
          throw new Error('not today');
        },
      },
    ],
  ])('is refused: %s', (_, document) => {
    expect(parsePolicy(document)).toEqual({
      ok: false,
      issues: [
        {
          code: 'DATA_TYPE_MISMATCH',
          message: 'expected a JSON text or an object that makes one, found no JSON value',
          path: [],
          line: 1,
          column: 1,
        },
      ],
    });
  });

  test('is refused when it holds itself', () => {
    const document: { Statement?: unknown } = {};
    document.Statement = document;
    expect(refused(document)).toEqual(['DATA_TYPE_MISMATCH']);
  });

  test('is refused when it throws while it is read', () => {
    const document = {
      get Statement(): never {
        throw new Error('not today');
      },
    };
    expect(refused(document)).toEqual(['DATA_TYPE_MISMATCH']);
  });

  test('is refused when it is nested too deep to print', () => {
    let document: unknown = [];
    for (let depth = 0; depth < 100_000; depth += 1) document = [document];
    expect(refused(document)).toEqual(['DATA_TYPE_MISMATCH']);
  });
});

describe('a condition that would vanish in print', () => {
  class Conditions {
    readonly #limits = { Bool: { 'aws:SecureTransport': true } };
    get limits(): unknown {
      return this.#limits;
    }
  }

  test.each([
    ['undefined', undefined],
    ['a function', () => ({})],
    ['a symbol', Symbol('condition')],
    ['a bigint', 1n],
    ['a Map', new Map([['Bool', { 'aws:SecureTransport': true }]])],
    ['a Set', new Set(['a'])],
    ['an object with private parts', new Conditions()],
    ['a regular expression', /a/],
  ])('is refused with the name of its element: %s', (_, condition) => {
    const parsed = parsePolicy({ Statement: { ...statement, Condition: condition } });
    expect(parsed).toMatchObject({
      ok: false,
      issues: [
        {
          code: 'DATA_TYPE_MISMATCH',
          message:
            'expected a JSON text or an object that makes one, found no JSON value at `Condition`',
          path: [],
          line: 1,
          column: 1,
        },
      ],
    });
  });

  test('a number without a JSON form is refused where it stands', () => {
    const condition = { NumericEquals: { 'app:count': Number.NaN } };
    expect(parsePolicy({ Statement: { ...statement, Condition: condition } })).toMatchObject({
      ok: false,
      issues: [{ path: ['Statement', 'Condition', 'NumericEquals', 'app:count'] }],
    });
  });
});

describe('an object that JSON prints whole', () => {
  test('has its nulls refused where they stand', () => {
    expect(parsePolicy({ Statement: [null] })).toMatchObject({
      issues: [{ code: 'DATA_TYPE_MISMATCH', path: ['Statement', 0], line: 3, column: 5 }],
    });
    expect(parsePolicy(null)).toMatchObject({
      issues: [{ message: 'expected a policy document to be an object, found null' }],
    });
  });

  test('is read with a null prototype, as a query parser makes it', () => {
    expect(refused(Object.assign(Object.create(null), { Statement: statement }))).toBe('read');
  });

  test('is read through its toJSON', () => {
    expect(refused({ toJSON: () => ({ Statement: statement }) })).toBe('read');
  });

  test('gives issues the places of its print with two spaces', () => {
    const document: PolicyDocument = {
      Statement: { Effect: 'Allow', Action: 's3', Resource: '*' },
    };
    expect(parsePolicy(document)).toMatchObject({
      ok: false,
      issues: [{ code: 'INVALID_ACTION', line: 4, column: 15 }],
    });
  });
});

describe('options', () => {
  test.each(['Identity', 'constructor', '__proto__', ''])(
    'a policy type that is none is an error of the programmer: %s',
    (policyType) => {
      // @ts-expect-error -- a caller without types
      expect(() => parsePolicy({ Statement: statement }, { policyType })).toThrow(TypeError);
    },
  );
});
