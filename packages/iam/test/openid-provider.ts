// An OpenID Connect provider on this machine: it publishes keys and signs tokens.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { NOW } from './open-iam.js';

/** A key of a provider: the private half signs, the public one can be published. */
export async function createKey(kid: string, alg: 'RS256' | 'ES256' = 'ES256') {
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
  return {
    kid,
    alg,
    privateKey,
    publicKey,
    published: { ...(await exportJWK(publicKey)), kid, alg },
  };
}

type Key = Awaited<ReturnType<typeof createKey>>;

/** Starts a provider that answers what it is told to; close it. */
export async function startProvider() {
  const paths: string[] = [];
  const answers = new Map<
    string,
    { status?: number; headers?: Record<string, string>; body: string }
  >();
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    paths.push(path);
    const answer = answers.get(path) ?? { status: 404, body: '' };
    response.writeHead(answer.status ?? 200, answer.headers).end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const key = await createKey('key-1');
  const publish = (keys: readonly object[]) =>
    answers.set('/keys', { body: JSON.stringify({ keys }) });
  const describe = (document: object) =>
    answers.set('/.well-known/openid-configuration', { body: JSON.stringify(document) });
  publish([key.published]);
  describe({ issuer, jwks_uri: `${issuer}/keys` });

  /** A token of robert for the client `notes`, valid for ten minutes from now, as changed. */
  const sign = (changed: Record<string, unknown> = {}, by: Key = key): Promise<string> => {
    const seconds = Math.floor(NOW.getTime() / 1000);
    const times = { iat: seconds, exp: seconds + 600 };
    return new SignJWT({ iss: issuer, aud: 'notes', sub: 'robert', ...times, ...changed })
      .setProtectedHeader({ alg: by.alg, kid: by.kid })
      .sign(by.privateKey);
  };
  const close = () => new Promise<unknown>((resolve) => server.close(resolve));
  return {
    issuer,
    url: issuer.slice('http://'.length),
    key,
    answers,
    paths,
    publish,
    describe,
    sign,
    close,
  };
}
