// The worked examples of the AWS documentation and of open AWS projects, kept with the package.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { deriveSigningKey } from '../src/index.js';
import { expectSigned, expectVerified, type SignatureVector } from './signature-vector.js';

const vectors = JSON.parse(
  readFileSync(new URL('vectors/documented.json', import.meta.url), 'utf8'),
) as readonly SignatureVector[];

describe.each(vectors)('$name', (vector) => {
  it('is signed as documented', () => expectSigned(vector));
  it('is verified, and explained as documented when it differs', () => expectVerified(vector));
});

// AWS General Reference, "Examples of how to derive a signing key for Signature Version 4".
it('the signing key of the documented example is derived', async () => {
  const scope = { date: '20150830', region: 'us-east-1', service: 'iam' };
  const key = await deriveSigningKey('wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY', scope);
  expect(Buffer.from(key).toString('hex')).toBe(
    'c4afb1cc5771d871763a393e44b703571b55cc28424d1a5e86da6ed3c154a4b9',
  );
});
