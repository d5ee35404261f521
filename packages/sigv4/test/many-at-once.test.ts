// Many requests at once, with a lookup that answers late and out of order.
import { expect, it } from 'vitest';
import { deriveSigningKey, type SigningKeyLookup, verifyRequest } from '../src/index.js';
import { presignSample } from './presign-sample.js';
import { sampleDate, signSample } from './sample.js';

const scope = { date: '20261123', region: 'eu-central-1', service: 'notes' };
const names = ['alice', 'bob', 'carol', 'dave'];
const credentialsOf = (name: string) => ({
  accessKeyId: `AKIA${name.toUpperCase()}`,
  secretAccessKey: `secret of ${name}`,
});

it('10,000 requests at once, many of them forged, get their own answers', {
  timeout: 60_000,
}, async () => {
  const keys = new Map<string, { signingKey: Uint8Array; principal: string }>();
  for (const name of names) {
    const { accessKeyId, secretAccessKey } = credentialsOf(name);
    keys.set(accessKeyId, {
      signingKey: await deriveSigningKey(secretAccessKey, scope),
      principal: name,
    });
  }
  let asked = 0;
  const signingKeys: SigningKeyLookup<string> = async ({ accessKeyId }) => {
    for (let turns = asked++ % 7; turns > 0; turns--) await new Promise(setImmediate);
    return keys.get(accessKeyId);
  };
  const signed = await Promise.all(
    names.flatMap((name) => {
      const credentials = credentialsOf(name);
      return [signSample({}, { credentials }), presignSample({}, { credentials })];
    }),
  );

  const verdicts = await Promise.all(
    Array.from({ length: 10_000 }, async (_, index) => {
      const request = signed[index % signed.length] ?? signed[0];
      const isForged = index % 3 === 0 || index % 7 === 0;
      const sent = isForged ? { ...request, path: `/notes/${index}-forged` } : request;
      const verdict = await verifyRequest(sent as NonNullable<typeof request>, {
        signingKeys,
        now: sampleDate,
        service: 'notes',
      }).catch((error) => error.code);
      const owner = names[Math.floor((index % signed.length) / 2)];
      return isForged ? verdict === 'SignatureDoesNotMatch' : verdict?.principal === owner;
    }),
  );
  expect(verdicts.filter((isRight) => !isRight)).toEqual([]);
});
