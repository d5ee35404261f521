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
});
