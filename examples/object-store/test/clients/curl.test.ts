// curl's own signer against the object store.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Key, type RunningStore, rita, startStore, wanda } from '../running-store.js';
import { findProgram } from './program.js';

/** `--aws-sigv4` came with 7.75: an older one does not know the option. */
const curl = await findProgram(
  'curl --aws-sigv4',
  ['curl'],
  ['--aws-sigv4', 'aws:amz:r:s', '--version'],
);

describe.skipIf(curl === undefined)('curl --aws-sigv4', () => {
  let store: RunningStore;
  const call = async (
    { accessKeyId, secretAccessKey }: Key,
    path: string,
    ...options: readonly string[]
  ) => {
    const quiet = ['--silent', '--max-time', '20', '--write-out', ' %{http_code}', '--path-as-is'];
    const user = ['--user', `${accessKeyId}:${secretAccessKey}`];
    const signer = ['--aws-sigv4', 'aws:amz:us-east-1:s3', ...user];
    return curl?.run([...quiet, ...signer, ...options, store.url + path]);
  };
  beforeEach(async () => {
    store = await startStore();
    expect(await call(wanda, '/photos', '--request', 'PUT')).toBe(' 200');
  });
  afterEach(() => store.close());

  // It signs paths as they are written, and so needs them in the one form in which S3 signs them.
  it.each([
    '/photos/k',
    '/photos/two%20words',
    '/photos/a//b',
    '/photos/a/../b',
    '/photos/x%252Fy',
    '/photos/~',
  ])('puts, gets and deletes %s, with the hash of the body or none', async (path) => {
    const data = ['--request', 'PUT', '--data', 'hello', '--header', 'content-type: text/plain'];
    expect(await call(wanda, path, ...data)).toBe(' 200');
    expect(['none', 'hash']).toContain(store.payloadsOf('PUT')[0]);
    expect(await call(wanda, path)).toBe('hello 200');
    expect(await call(wanda, path, '--request', 'DELETE')).toBe(' 204');
    expect(await call(wanda, path)).toMatch(/NoSuchKey.* 404$/s);
  });

  it('reads a range, and is refused as the reader', async () => {
    await call(wanda, '/photos/private', '--request', 'PUT', '--data', 'hello');
    expect(await call(wanda, '/photos/private', '--range', '1-3')).toBe('ell 206');
    expect(await call(rita, '/photos/private')).toMatch(/AccessDenied.* 403$/s);
  });
});
