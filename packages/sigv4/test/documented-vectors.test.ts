// The worked examples of the AWS documentation and of open AWS projects, kept with the package.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { deriveSigningKey } from '../src/index.js';
import { expectPresigned, expectUrlVerified, type PresignedVector } from './presigned-vector.js';
import { expectSigned, expectVerified, type SignatureVector } from './signature-vector.js';

const read = (name: string) =>
  JSON.parse(readFileSync(new URL(`vectors/${name}`, import.meta.url), 'utf8'));
const vectors: readonly SignatureVector[] = read('documented.json');
const urls: readonly PresignedVector[] = read('documented-presigned.json');

describe.each(vectors)('$name', (vector) => {
  it('is signed as documented', () => expectSigned(vector));
  it('is verified, and explained as documented when it differs', () => expectVerified(vector));
});

describe.each(urls)('$name', (vector) => {
  it('is presigned as documented', () => expectPresigned(vector));
  it('is verified, and explained as documented when it differs', () => expectUrlVerified(vector));
});

// AWS General Reference, "Examples of how to derive a signing key for Signature Version 4".
it('the signing key of the documented example is derived', async () => {
  const scope = { date: '20150830', region: 'us-east-1', service: 'iam' };
  const key = await deriveSigningKey('wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY', scope);
  expect(Buffer.from(key).toString('hex')).toBe(
    'c4afb1cc5771d871763a393e44b703571b55cc28424d1a5e86da6ed3c154a4b9',
  );
});
