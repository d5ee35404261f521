// What is printed holds no secret.
import { inspect } from 'node:util';
import { expect, it } from 'vitest';
import { SecretAccessKey, signRequest } from '../src/index.js';
import {
  headerOf,
  refusalOf,
  sampleCredentials,
  sampleRequest,
  signSample,
  withHeader,
} from './sample.js';

const secret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';

it('a wrapped secret prints as [secret] wherever it is printed', () => {
  const wrapped = new SecretAccessKey(secret);
  const printed = [String(wrapped), JSON.stringify({ wrapped }), inspect({ wrapped })].join();
  expect(printed).toBe('[secret],{"wrapped":"[secret]"},{ wrapped: [secret] }');
  expect(wrapped.reveal()).toBe(secret);
});

it('an empty secret cannot be made', () => {
  expect(() => new SecretAccessKey('')).toThrow(TypeError);
});

it('a wrapped secret signs as the plain one does', async () => {
  const plain = await signSample();
  const wrapped = await signSample(
    {},
    { credentials: { ...sampleCredentials, secretAccessKey: new SecretAccessKey(secret) } },
  );
  expect(wrapped).toEqual(plain);
});

it('a printed refusal shows neither the expected signature nor the caller’s headers', async () => {
  const signed = await signRequest(sampleRequest, {
    credentials: { ...sampleCredentials, sessionToken: 'a-token-of-a-session' },
    region: 'eu-central-1',
    service: 'notes',
    date: new Date('2026-11-23T12:00:00Z'),
  });
  const expected = headerOf(signed, 'Authorization').slice(-64);
  const error = await refusalOf(
    withHeader(signed, 'Authorization', (value) => value.replace(/.{64}$/, '0'.repeat(64))),
  );
  const printed = inspect(error, { depth: 9, showHidden: true }) + JSON.stringify(error);
  expect(error.canonicalRequest).toContain('a-token-of-a-session');
  expect(printed).not.toContain('a-token-of-a-session');
  expect(printed).not.toContain(expected);
  expect(printed).not.toContain(secret);
});
