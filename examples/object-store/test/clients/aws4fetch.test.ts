// aws4fetch, which signs no body unless it is told to, against the object store.
import { AwsClient } from 'aws4fetch';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type RunningStore, rita, startStore, wanda } from '../running-store.js';

const as = (credentials: typeof wanda): AwsClient =>
  new AwsClient({ ...credentials, service: 's3', region: 'us-east-1', retries: 0 });

let store: RunningStore;
beforeEach(async () => {
  store = await startStore();
  expect((await as(wanda).fetch(`${store.url}/photos`, { method: 'PUT' })).status).toBe(200);
});
afterEach(() => store.close());

describe('aws4fetch', () => {
  const keys = ['two words.txt', 'ünïcödé/日本語', 'a//b', 'one+one', 'tilde~'];
  // A `..` its `fetch` folds away: that is no key of its.
  it.each([...keys, 'percent%2Fslash', "(w)*'!@:=,;&$.txt"])('carries the key %j', async (key) => {
    const url = `${store.url}/photos/${key.split('/').map(encodeURIComponent).join('/')}`;
    expect((await as(wanda).fetch(url, { method: 'PUT', body: 'hello' })).status).toBe(200);
    expect(store.payloadsOf('PUT')).toEqual(['UNSIGNED-PAYLOAD']);
    expect(await (await as(wanda).fetch(url)).text()).toBe('hello');
    const list = await as(wanda).fetch(
      `${store.url}/photos?list-type=2&prefix=${encodeURIComponent(key)}`,
    );
    const escaped = key.replaceAll('&', '&amp;').replaceAll("'", '&apos;');
    expect(await list.text()).toContain(`<Key>${escaped}</Key>`);
    expect((await as(wanda).fetch(url, { method: 'DELETE' })).status).toBe(204);
    expect((await as(wanda).fetch(url)).status).toBe(404);
  });

  it('signs an encoded slash as a slash, and is told so', async () => {
    const put = (path: string) =>
      as(wanda).fetch(`${store.url}/photos/${path}`, { method: 'PUT', body: 'hello' });
    expect((await put('a/b')).status).toBe(200);
    const refused = await put('a%2Fb');
    expect(refused.status).toBe(403);
    expect(await refused.text()).toMatch(
      /<Code>SignatureDoesNotMatch<[\s\S]*likely cause: an encoded slash/,
    );
  });

  it('presigns a URL', async () => {
    const url = `${store.url}/photos/k`;
    await as(wanda).fetch(url, { method: 'PUT', body: 'hello' });
    const signed = await as(wanda).sign(url, { aws: { signQuery: true } });
    expect(await (await fetch(signed.url)).text()).toBe('hello');
  });

  it('is refused where no policy allows it', async () => {
    const answer = await as(rita).fetch(`${store.url}/photos/private/diary.txt`);
    expect(answer.status).toBe(403);
    expect(await answer.text()).toContain('<Code>AccessDenied</Code>');
  });
});
