// The port: what the lookup is asked, and what its answers lead to.
import { expect, it } from 'vitest';
import { deriveSigningKey, SignatureError, type SigningKeyQuery } from '../src/index.js';
import {
  refusalOf,
  sampleCredentials,
  sampleDate,
  sampleKeys,
  signSample,
  verifySample,
} from './sample.js';

const temporary = { ...sampleCredentials, sessionToken: 'FwoGZXIvYXdzEXAMPLE==' };

it('the lookup is asked for the key, its scope and no token where there is none', async () => {
  const asked: SigningKeyQuery[] = [];
  await verifySample(await signSample(), {
    signingKeys: (query) => {
      asked.push(query);
      return sampleKeys(query);
    },
  });
  expect(asked).toEqual([
    {
      accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
      scope: { date: '20261123', region: 'eu-central-1', service: 'notes' },
    },
  ]);
});

it('the lookup is given the session token as it was sent', async () => {
  const signed = await signSample({}, { credentials: temporary });
  const verified = await verifySample(signed, {
    signingKeys: (query) => {
      expect(query.sessionToken).toBe(temporary.sessionToken);
      return sampleKeys(query);
    },
  });
  expect(verified?.sessionToken).toBe(true);
});

it('an unknown key is refused without a word about which part is unknown', async () => {
  const signed = await signSample(
    {},
    { credentials: { ...sampleCredentials, accessKeyId: 'AKIAOTHER' } },
  );
  const error = await refusalOf(signed);
  expect(error.code).toBe('InvalidClientTokenId');
  expect(error.message).not.toContain('AKIAOTHER');
});

it('a key of another secret is refused, and so is one of another scope', async () => {
  const signed = await signSample();
  const scope = { date: '20261123', region: 'eu-central-1', service: 'notes' };
  const keys = [
    await deriveSigningKey('another secret', scope),
    await deriveSigningKey(sampleCredentials.secretAccessKey, { ...scope, date: '20261124' }),
    await deriveSigningKey(sampleCredentials.secretAccessKey, { ...scope, service: 'iam' }),
  ];
  for (const signingKey of keys) {
    const error = await refusalOf(signed, {
      signingKeys: async () => ({ signingKey, principal: 'alice' }),
    });
    expect(error.code).toBe('SignatureDoesNotMatch');
  }
});

it('a refusal of the lookup keeps its code', async () => {
  const thrown = new SignatureError(
    'ExpiredToken',
    'expected a session that is not revoked, found one that is',
  );
  const error = await refusalOf(await signSample(), {
    signingKeys: () => Promise.reject(thrown),
  });
  expect(error).toBe(thrown);
});

it('a broken lookup reaches the caller as it is, and nothing is verified', async () => {
  const broken = new Error('connection lost');
  const verdict = verifySample(await signSample(), { signingKeys: () => Promise.reject(broken) });
  await expect(verdict).rejects.toBe(broken);
});

it.each([
  [1, true],
  [0, false],
  [-1, false],
])('credentials that expire in %i ms are still good: %s', async (milliseconds, good) => {
  const signed = await signSample({}, { credentials: temporary });
  const options = keysExpiring(new Date(sampleDate.getTime() + milliseconds));
  if (good) expect(await verifySample(signed, options)).toBeDefined();
  else expect((await refusalOf(signed, options)).code).toBe('ExpiredToken');
});

it('an expiration that is no date refuses', async () => {
  const error = await verifySample(await signSample(), keysExpiring(new Date(Number.NaN))).catch(
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(Error);
});

it('that credentials are expired is told only to who holds them', async () => {
  const signed = await signSample({}, { credentials: { ...temporary, secretAccessKey: 'guess' } });
  const error = await refusalOf(signed, keysExpiring(new Date(0)));
  expect(error.code).toBe('SignatureDoesNotMatch');
});

function keysExpiring(expiration: Date) {
  return {
    signingKeys: async (query: SigningKeyQuery) => {
      const match = await sampleKeys(query);
      return match && { ...match, expiration };
    },
  };
}
