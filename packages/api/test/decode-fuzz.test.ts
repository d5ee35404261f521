// Whatever comes over the wire is an operation or a refusal of ours, never another error.
import { ApiError, decodeRequest, encodeError, type QueryRequest } from '@ostiary/api';
import { validateInput } from '@ostiary/api/validate-input';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { operations } from './sdk-operations.js';

const part = fc.oneof(
  fc.constantFrom(
    'Tags',
    'member',
    '1',
    '2',
    '0',
    '01',
    'Key',
    'Value',
    'UserName',
    'PolicyArns',
    'arn',
  ),
  fc.constantFrom('__proto__', 'constructor', 'toString', 'length', '', '999999999', 'X-Amz-Date'),
  fc.string({ unit: 'binary', maxLength: 6 }),
);
const name = fc.array(part, { minLength: 1, maxLength: 7 }).map((parts) => parts.join('.'));
const value = fc.oneof(
  fc.constantFrom('', 'true', '0', '-1', '1e9', '%', '%ff', '+', '&', '=', '\0'),
  fc.string({ unit: 'binary', maxLength: 20 }),
);
const pair = fc.oneof(
  fc
    .tuple(name, value)
    .map(([key, text]) => `${encodeURIComponent(key)}=${encodeURIComponent(text)}`),
  fc.tuple(name, value).map(([key, text]) => `${key}=${text}`),
);
const action = fc.constantFrom(...operations.map((operation) => operation.name));
const version = fc.constantFrom('2010-05-08', '2011-06-15');
const form = fc
  .tuple(action, version, fc.array(pair, { maxLength: 8 }))
  .map(([operation, wanted, pairs]) =>
    [`Action=${operation}`, `Version=${wanted}`, ...pairs].join('&'),
  );
const request: fc.Arbitrary<QueryRequest> = fc.record({
  method: fc.constantFrom('POST', 'POST', 'POST', 'GET', 'PUT'),
  query: fc.oneof(
    { weight: 3, arbitrary: fc.constant('') },
    { weight: 1, arbitrary: form },
    fc.string(),
  ),
  contentType: fc.constantFrom('application/x-www-form-urlencoded', 'text/plain', undefined),
  body: fc.oneof(
    form.map((text): Uint8Array => new TextEncoder().encode(text)),
    fc.uint8Array({ maxLength: 60 }),
    fc.constant(new Uint8Array()),
  ),
});

test('any request is an operation or a refusal of ours that can be told', () => {
  fc.assert(
    fc.property(request, (given) => {
      try {
        const decoded = decodeRequest(given);
        const message = validateInput(decoded.name, decoded.input);
        expect(typeof message).toMatch(/string|undefined/);
        expect(Object.getPrototypeOf(decoded.input ?? {})).toBe(Object.prototype);
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        const answer = encodeError(error, { requestId: 'a-request' });
        expect(answer.status).toBeGreaterThanOrEqual(400);
        expect(answer.body).toContain(`<Code>${error.code}</Code>`);
      }
      expect(Object.keys(Object.prototype)).toEqual([]);
    }),
    { numRuns: 4000 },
  );
});
