// What the browser test runs in the page: signs, verifies, and verifies a spoilt copy.
import {
  deriveSigningKey,
  type HttpRequest,
  SignatureError,
  type SigningKeyLookup,
  signRequest,
  verifyRequest,
} from '../src/index.js';

interface Task {
  readonly request: HttpRequest;
  readonly secretAccessKey: string;
}

async function run({ request, secretAccessKey }: Task) {
  const date = new Date('2026-11-23T12:00:00Z');
  const signingKeys: SigningKeyLookup<string> = async ({ scope }) => ({
    signingKey: await deriveSigningKey(secretAccessKey, scope),
    principal: 'alice',
  });
  const signed = await signRequest(request, {
    credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey },
    region: 'eu-central-1',
    service: 'notes',
    date,
  });
  const options = { signingKeys, now: date, service: 'notes' };
  const verified = await verifyRequest(signed, options);
  const spoilt = await verifyRequest({ ...signed, body: 'other' }, options).catch(
    (error: unknown) => (error instanceof SignatureError ? error.code : String(error)),
  );
  return {
    authorization: signed.headers.at(-1)?.[1],
    principal: verified?.principal,
    spoilt,
  };
}

Object.assign(globalThis, { run });
