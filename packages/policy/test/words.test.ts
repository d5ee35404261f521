// Operators, principals and places: the small words of the package.
import { describe, expect, test } from 'vitest';
import {
  CONDITION_OPERATORS,
  findConditionOperator,
  findPosition,
  formatConditionOperator,
  formatPrincipal,
  isAccountId,
  type Principal,
  parseArn,
} from '../src/index.js';

describe('condition operators', () => {
  const names = Object.keys(CONDITION_OPERATORS);

  test('are the 27 that AWS documents', () => {
    expect(names).toHaveLength(27);
  });

  test('are read back from what is written, with every qualifier and suffix', () => {
    for (const name of names) {
      for (const qualifier of ['', 'ForAllValues:', 'ForAnyValue:']) {
        for (const suffix of ['', 'IfExists']) {
          const written = `${qualifier}${name}${suffix}`;
          const operator = findConditionOperator(written);
          expect(operator && formatConditionOperator(operator)).toBe(written);
        }
      }
    }
  });

  test('are negated where their name says Not', () => {
    for (const [name, { negated }] of Object.entries(CONDITION_OPERATORS)) {
      expect(negated, name).toBe(name.includes('Not'));
    }
  });

  test('read policy variables in String, ARN and Bool values and in no others', () => {
    for (const [name, { variables }] of Object.entries(CONDITION_OPERATORS)) {
      expect(variables, name).toBe(/^(String|Arn|Bool)/.test(name));
    }
  });

  test('are compared with their case, and never found on a prototype', () => {
    for (const written of ['bool', 'toString', '__proto__', 'ForAnyValue', ':Bool', 'Bool:', '']) {
      expect(findConditionOperator(written), written).toBeUndefined();
    }
  });
});

describe('a principal in words', () => {
  const arnOf = (text: string) => {
    const parsed = parseArn(text);
    if (!parsed.ok) throw new Error(text);
    return parsed.value.arn;
  };
  const accountId = '123456789012';

  test('is its ARN, its service, its canonical id, or anonymous', () => {
    if (!isAccountId(accountId)) throw new Error(accountId);
    const arn = arnOf(`arn:aws:iam::${accountId}:user/alice`);
    const rows: readonly (readonly [Principal, string])[] = [
      [{ type: 'User', arn, accountId, userName: 'alice' }, arn],
      [{ type: 'Service', service: 'notes.example.com' }, 'notes.example.com'],
      [{ type: 'Federated', provider: 'accounts.google.com' }, 'accounts.google.com'],
      [{ type: 'CanonicalUser', canonicalId: '79a5' }, '79a5'],
      [{ type: 'Anonymous' }, 'anonymous'],
    ];
    for (const [principal, words] of rows) expect(formatPrincipal(principal)).toBe(words);
  });
});

describe('the place of a value in a text', () => {
  const text = '{\n  "a": [1,\n    {"b": 2}]\n}';

  test('is where the value starts', () => {
    expect(findPosition(text, [])).toEqual({ line: 1, column: 1 });
    expect(findPosition(text, ['a', 0])).toEqual({ line: 2, column: 9 });
    expect(findPosition(text, ['a', 1, 'b'])).toEqual({ line: 3, column: 11 });
    expect(findPosition('{\n"a":\n1}', ['a'])).toEqual({ line: 3, column: 1 });
    expect(findPosition('{"0": 1}', [0])).toEqual({ line: 1, column: 7 });
  });

  test('is that of the nearest value around it when nothing stands there', () => {
    expect(findPosition(text, ['a', 1, 'c', 'd'])).toEqual({ line: 3, column: 5 });
    expect(findPosition(text, ['constructor'])).toEqual({ line: 1, column: 1 });
    expect(findPosition(text, ['a', -1])).toEqual({ line: 2, column: 8 });
    expect(findPosition(text, ['a', 0, 0])).toEqual({ line: 2, column: 9 });
    // A list has indexes and no keys, not even those of JavaScript's lists.
    expect(findPosition(text, ['a', 'length'])).toEqual({ line: 2, column: 8 });
    expect(findPosition(text, ['a', '1'])).toEqual({ line: 2, column: 8 });
  });

  test('is nowhere in a text that is no JSON', () => {
    expect(findPosition('{', [])).toBeUndefined();
    expect(findPosition('no JSON', ['a'])).toBeUndefined();
  });
});
