// Upload forms made by boto3, and sent by curl, by Node and by a browser, to a server that verifies them.
import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { chromium } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createPostForm, type PostFormFields } from '../src/index.js';
import { outsideProgram } from './outside-program.js';
import { postFormOptions } from './post-form-sample.js';
import { sampleCredentials } from './sample.js';
import { startUploadServer, type UploadServer } from './upload-server.js';

const run = promisify(execFile);
const curl = outsideProgram('curl');
const python = pythonWithBoto3();
const browserPath = outsideProgram('chromium');

let folder: string;
let file: string;
let server: UploadServer;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ostiary-form-'));
  file = join(folder, 'cat.jpg');
  await writeFile(file, 'miaow');
  server = await startUploadServer();
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

const ours = () => createPostForm({ ...postFormOptions, date: new Date() });
const stored = { principal: 'alice', key: 'alice/cat.jpg', text: 'miaow' };

async function sendByNode(
  fields: PostFormFields,
  text = 'miaow',
  more: Readonly<Record<string, string>> = { 'Content-Type': 'image/jpeg' },
): Promise<unknown> {
  const form = new FormData();
  for (const [name, value] of Object.entries({ ...fields, ...more })) form.set(name, value);
  form.set('file', new Blob([text]), 'cat.jpg');
  const response = await fetch(`${server.origin}/photos`, { method: 'POST', body: form });
  return response.json();
}

it('Node sends one of ours', async () => {
  expect(await sendByNode(await ours())).toEqual(stored);
});

it.each([
  ['another acl', { acl: 'public-read', 'Content-Type': 'image/jpeg' }, 'miaow', 'AccessDenied'],
  ['another field', { 'x-a': '', 'Content-Type': 'image/jpeg' }, 'miaow', 'AccessDenied'],
  ['too long a file', { 'Content-Type': 'image/jpeg' }, 'm'.repeat(17), 'EntityTooLarge'],
  ['too short a file', { 'Content-Type': 'image/jpeg' }, 'm', 'EntityTooSmall'],
])('%s is refused', async (_, more, text, code) => {
  expect(await sendByNode(await ours(), text, more)).toMatchObject({ code });
});

it.skipIf(curl === undefined)('curl sends one of ours', async () => {
  const fields = { ...(await ours()), 'Content-Type': 'image/jpeg' };
  const parts = Object.entries(fields).flatMap(([name, value]) => [
    '--form-string',
    `${name}=${value}`,
  ]);
  const { stdout } = await run(curl ?? '', [
    '-sS',
    '--noproxy',
    '*',
    ...parts,
    '-F',
    `file=@${file}`,
    `${server.origin}/photos`,
  ]);
  expect(JSON.parse(stdout)).toEqual(stored);
});

it.skipIf(python === undefined)('boto3 makes one, and changed it is refused', async () => {
  const script = `
import boto3, json, sys
from botocore.config import Config
s3 = boto3.client('s3', region_name='eu-central-1', aws_access_key_id=sys.argv[1],
                  aws_secret_access_key=sys.argv[2], config=Config(signature_version='s3v4'))
print(json.dumps(s3.generate_presigned_post('photos', 'alice/\${filename}', Fields={'acl': 'private'},
  Conditions=[{'acl': 'private'}, ['content-length-range', 4, 16], ['starts-with', '$Content-Type', 'image/']])['fields']))
`;
  const { accessKeyId, secretAccessKey } = sampleCredentials;
  const { stdout } = await run(python ?? '', ['-c', script, accessKeyId, String(secretAccessKey)]);
  const fields = JSON.parse(stdout);
  expect(await sendByNode(fields)).toEqual(stored);
  expect(await sendByNode({ ...fields, key: 'bob/cat.jpg' })).toMatchObject({
    code: 'AccessDenied',
  });
});

it.skipIf(browserPath === undefined)(
  'a browser submits one of ours',
  { timeout: 60_000 },
  async () => {
    const fields = { ...(await ours()), 'Content-Type': 'image/jpeg' };
    const inputs = Object.entries(fields).map(
      ([name, value]) => `<input type="hidden" name="${name}" value="${value}">`,
    );
    const page = await startUploadServer(
      `<!doctype html><meta charset="utf-8"><form method="post" action="/photos" enctype="multipart/form-data">${inputs.join('')}<input type="file" name="file"><button>send</button></form>`,
    );
    const profile = join(folder, 'profile');
    const context = await chromium.launchPersistentContext(profile, {
      executablePath: browserPath ?? '',
      args: ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run'],
    });
    try {
      const tab = await context.newPage();
      await tab.goto(page.origin);
      await tab.setInputFiles('input[type=file]', file);
      await tab.click('button');
      await tab.waitForURL('**/photos');
      expect(JSON.parse((await tab.textContent('body')) ?? '')).toEqual(stored);
    } finally {
      await context.close();
      await page.close();
    }
  },
);

/** Says so in one line where it is missing, as `outsideProgram` does. */
function pythonWithBoto3(): string | undefined {
  const path = outsideProgram('python3');
  if (path === undefined || spawnSync(path, ['-c', 'import boto3']).status === 0) return path;
  if (process.env.OSTIARY_REQUIRE_SERVICES === '1') {
    throw new Error('expected boto3 to be installed for python3, found none');
  }
  console.log('tests with boto3 skipped: python3 has none');
  return undefined;
}
