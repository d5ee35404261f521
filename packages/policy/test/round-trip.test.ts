// What is printed is read back as the same policy.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Policy, parsePolicy, printPolicy } from '../src/index.js';
import { policyDocument } from './policy-generator.js';

function parse(document: unknown): Policy {
  const parsed = parsePolicy(document);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues, null, 2));
  return parsed.value;
}

describe('printing a policy', () => {
  test('every policy is read back from its print as it was', () => {
    fc.assert(
      fc.property(policyDocument, (document) => {
        const policy = parse(document);
        expect(parse(printPolicy(policy))).toEqual(policy);
        expect(parse(JSON.stringify(printPolicy(policy)))).toEqual(policy);
      }),
      { numRuns: 150 },
    );
  });

  test('printing twice changes nothing more', () => {
    fc.assert(
      fc.property(policyDocument, (document) => {
        const printed = printPolicy(parse(document));
        expect(printPolicy(parse(printed))).toEqual(printed);
      }),
    );
  });

  test('the version is written where the source left it to its default', () => {
    const policy = parse({ Statement: { Effect: 'Deny', Action: ['*'], Resource: ['*'] } });
    expect(printPolicy(policy)).toEqual({
      Version: '2008-10-17',
      Statement: [{ Effect: 'Deny', Action: '*', Resource: '*' }],
    });
  });

  test('rows of one operator share its block, and principals of one type their list', () => {
    const document = {
      Version: '2012-10-17',
      Id: 'i',
      Statement: [
        {
          Sid: 's',
          Effect: 'Allow',
          NotPrincipal: { AWS: ['123456789012', '*'], Service: 'a.example.com' },
          NotAction: ['a:b', 'c:d'],
          NotResource: '*',
          Condition: { StringLike: { 'a:b': 'c', 'a:c': ['d', 'e'] }, Null: { 'a:b': 'true' } },
        },
      ],
    };
    expect(printPolicy(parse(document))).toEqual(document);
  });

  test('nobody stays nobody', () => {
    const policy = parse({
      Statement: { Effect: 'Allow', Principal: { AWS: [] }, Action: '*', Resource: '*' },
    });
    expect(parse(printPolicy(policy))).toEqual(policy);
  });
});
