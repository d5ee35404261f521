// Upload forms made by boto3 and by the AWS SDK for JavaScript, sent by a browser, by curl and by Node.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateBucketCommand, GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { createPresignedPost, type PresignedPostOptions } from '@aws-sdk/s3-presigned-post';
import { chromium } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Key, petra, type RunningStore, rita, startStore, wanda } from '../running-store.js';
import { awsEnvironment, findProgram } from './program.js';

const python = await findProgram('boto3', ['/usr/bin/python3', 'python3'], ['-c', 'import boto3']);
const curl = await findProgram('curl');
const browser = await findProgram('chromium', ['/usr/bin/chromium', '/usr/bin/google-chrome']);

type Fields = Readonly<Record<string, string>>;
const Bucket = 'photos';

let store: RunningStore;
let folder: string;
let file: string;
beforeEach(async () => {
  store = await startStore();
  folder = await mkdtemp(join(tmpdir(), 'ostiary-form-'));
  file = join(folder, 'two words.txt');
  await writeFile(file, 'miaow');
  const s3 = connect(wanda);
  await s3.send(new CreateBucketCommand({ Bucket }));
  s3.destroy();
});
afterEach(async () => {
  await store.close();
  await rm(folder, { recursive: true });
});

const connect = (credentials: Key): S3Client =>
  new S3Client({
    ...{ endpoint: store.url, region: 'us-east-1', forcePathStyle: true, credentials },
    maxAttempts: 1,
  });

/** Petra may put under `drop/`. */
async function formBySdk(
  options: Partial<PresignedPostOptions> = {},
  credentials = petra,
): Promise<Fields> {
  const s3 = connect(credentials);
  const { url, fields } = await createPresignedPost(s3, {
    ...{ Bucket, Key: 'drop/${filename}', Expires: 60 },
    ...options,
  });
  s3.destroy();
  expect(new URL(url).pathname).toMatch(/^\/photos\/?$/);
  return fields;
}

async function post(fields: Fields, text = 'miaow', name = 'cat.txt'): Promise<Response> {
  const form = new FormData();
  for (const [each, value] of Object.entries(fields)) form.append(each, value);
  form.append('file', new Blob([text]), name);
  return fetch(`${store.url}/${Bucket}`, { method: 'POST', body: form, redirect: 'manual' });
}

async function get(key: string) {
  const s3 = connect(wanda);
  const { Body, ContentType, Metadata } = await s3.send(new GetObjectCommand({ Bucket, Key: key }));
  const text = await Body?.transformToString();
  s3.destroy();
  return { text, ContentType, Metadata };
}

describe('an upload form by @aws-sdk/s3-presigned-post', () => {
  it('puts a file as its fields describe it, and answers nothing', async () => {
    const Fields = { 'Content-Type': 'text/plain', 'x-amz-meta-mood': 'calm' };
    const answer = await post(await formBySdk({ Fields }));
    expect(await answer.text()).toBe('');
    expect(answer.status).toBe(204);
    expect(await get('drop/cat.txt')).toEqual({
      text: 'miaow',
      ContentType: 'text/plain',
      Metadata: { mood: 'calm' },
    });
  });

  it('answers as it is asked to', async () => {
    const created = await post(await formBySdk({ Fields: { success_action_status: '201' } }));
    expect(created.status).toBe(201);
    expect(await created.text()).toContain('<Key>drop/cat.txt</Key>');
    const redirect = { success_action_redirect: 'https://pages.example/done?a=1' };
    const sent = await post(await formBySdk({ Fields: redirect }));
    expect(sent.status).toBe(303);
    expect(sent.headers.get('location')).toMatch(
      /^https:\/\/pages\.example\/done\?a=1&bucket=photos&key=drop%2Fcat\.txt&etag=%22[0-9a-f]{32}%22$/,
    );
  });

  it('is refused where whoever gave it out may not put', async () => {
    for (const [fields, told] of [
      [await formBySdk({}, rita), 'user/rita is not authorized to perform: s3:PutObject'],
      [await formBySdk({ Key: 'else/x' }), 'on resource: arn:aws:s3:::photos/else/x'],
    ] as const) {
      const answer = await post(fields);
      expect(answer.status).toBe(403);
      expect(await answer.text()).toContain(told);
    }
  });

  it('is refused with another field, another key, or a redirect that its policy does not cover', async () => {
    const fields = await formBySdk();
    for (const changed of [
      { ...fields, key: 'else/cat.txt' },
      { ...fields, acl: 'public-read' },
      { ...fields, success_action_redirect: 'https://evil.example/' },
    ]) {
      const answer = await post(changed);
      expect([answer.status, (await answer.text()).match(/<Code>(\w+)/)?.[1]]).toEqual([
        403,
        'AccessDenied',
      ]);
    }
  });

  it.each([
    ['1234', 'EntityTooSmall'],
    ['x'.repeat(11), 'EntityTooLarge'],
    ['x'.repeat(2_000_000), 'EntityTooLarge'],
  ])('leaves nothing of a file out of its range', async (text, code) => {
    const Conditions: PresignedPostOptions['Conditions'] = [['content-length-range', 5, 10]];
    const answer = await post(await formBySdk({ Conditions }), text);
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain(`<Code>${code}</Code>`);
    await expect(get('drop/cat.txt')).rejects.toThrow(
      expect.objectContaining({ name: 'NoSuchKey' }),
    );
    expect((await post(await formBySdk({ Conditions }), '1234567890')).status).toBe(204);
  });

  it('asks for what is not done, and is told so', async () => {
    const Fields = { 'x-amz-server-side-encryption': 'AES256' };
    expect((await post(await formBySdk({ Fields }))).status).toBe(501);
    expect((await post(await formBySdk({ Fields: { acl: 'public-read' } }))).status).toBe(501);
  });
});

describe.skipIf(python === undefined)('an upload form by boto3', () => {
  const script = `
import json, sys, boto3
from botocore.client import Config
config = Config(signature_version="s3v4", s3={"addressing_style": "path"})
s3 = boto3.client("s3", endpoint_url=sys.argv[1], config=config)
conditions = [["starts-with", "$Content-Type", "text/"], ["content-length-range", 1, 10]]
print(json.dumps(s3.generate_presigned_post("photos", "drop/\${filename}", Conditions=conditions, ExpiresIn=60)))
`;
  const make = async (): Promise<{ readonly url: string; readonly fields: Fields }> =>
    JSON.parse((await python?.run(['-c', script, store.url], awsEnvironment(petra))) ?? '');

  it('is sent by Node', async () => {
    const { url, fields } = await make();
    expect(url).toBe(`${store.url}/photos`);
    expect((await post({ ...fields, 'Content-Type': 'text/plain' })).status).toBe(204);
    expect(await get('drop/cat.txt')).toMatchObject({ text: 'miaow', ContentType: 'text/plain' });
    expect((await post({ ...fields, 'Content-Type': 'image/png' })).status).toBe(403);
    expect((await post(fields)).status).toBe(403);
  });

  it.skipIf(curl === undefined)('is sent by curl', async () => {
    const { url, fields } = await make();
    const parts = Object.entries({ ...fields, 'Content-Type': 'text/plain' }).flatMap(
      ([name, value]) => ['--form-string', `${name}=${value}`],
    );
    const status = ['-sS', '-o', '/dev/null', '-w', '%{http_code}', '-H', 'Expect: 100-continue'];
    expect(await curl?.run([...status, ...parts, '-F', `file=@${file}`, url])).toBe('204');
    expect((await get('drop/two words.txt')).text).toBe('miaow');
  });
});

describe.skipIf(browser === undefined)('an upload form in a browser', () => {
  it('is sent by its button, which comes after the file', { timeout: 60_000 }, async () => {
    const pages = createServer((_request, response) => {
      response.setHeader('content-type', 'text/html; charset=utf-8').end(page);
    });
    await new Promise<void>((resolve) => pages.listen(0, '127.0.0.1', resolve));
    const origin = `http://127.0.0.1:${(pages.address() as AddressInfo).port}`;
    const hidden = await formBySdk({ Fields: { success_action_redirect: `${origin}/done` } });
    const page = `<form action="${store.url}/photos" method="post" enctype="multipart/form-data">
      ${Object.entries(hidden)
        .map(([name, value]) => `<input type="hidden" name="${name}" value="${value}">`)
        .join('')}
      <input type="file" name="file"><input type="submit" name="submit" value="Upload"></form>`;
    const profile = await mkdtemp(join(tmpdir(), 'ostiary-chromium-'));
    const context = await chromium.launchPersistentContext(profile, {
      executablePath: browser?.path ?? '',
      args: ['--no-sandbox', '--no-proxy-server'],
    });
    try {
      const tab = await context.newPage();
      await tab.goto(origin);
      await tab.setInputFiles('input[type=file]', file);
      await tab.click('input[type=submit]');
      await tab.waitForURL(`${origin}/done?**`);
      expect(new URL(tab.url()).searchParams.get('key')).toBe('drop/two words.txt');
    } finally {
      await context.close();
      await rm(profile, { recursive: true, force: true });
      pages.closeAllConnections();
      pages.close();
    }
    expect((await get('drop/two words.txt')).text).toBe('miaow');
  });
});
