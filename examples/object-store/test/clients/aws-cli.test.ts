// The AWS CLI, whichever versions are installed, against the object store.
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AwsClient } from 'aws4fetch';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningStore, rita, startStore, wanda } from '../running-store.js';
import { awsEnvironment, findProgram, type Program } from './program.js';

/** Debian's is version 2, and another may come before it in PATH. */
const debians = await findProgram('the AWS CLI', ['/usr/bin/aws', 'aws']);
const found = debians && [debians, await findProgram('the AWS CLI', ['aws'])];
const programs = new Map<string, Program>();
for (const program of found ?? []) {
  const version = (await program?.run(['--version']))?.split(' ')[0];
  if (program !== undefined && version !== undefined) programs.set(version, program);
}

const installed: (readonly [string, Program | undefined])[] =
  programs.size > 0 ? [...programs] : [['the AWS CLI', undefined]];

describe.skipIf(debians === undefined).each(installed)('%s', (_version, aws) => {
  const files: Readonly<Record<string, Buffer>> = {
    'plain.txt': Buffer.from('hello'),
    'two words/é+~%2F.txt': Buffer.from('odd'),
    'large.bin': randomBytes(9_000_000),
  };
  let store: RunningStore;
  const cli = async (args: readonly string[], as = wanda) =>
    (await aws?.run(['--endpoint-url', store.url, ...args], awsEnvironment(as))) ?? '';
  beforeAll(async () => {
    store = await startStore();
    const client = new AwsClient({ ...wanda, service: 's3', region: 'us-east-1' });
    await client.fetch(`${store.url}/photos`, { method: 'PUT' });
  });
  afterAll(() => store.close());

  it('copies a folder there, on, and back, and deletes it', async () => {
    const there = join(store.folder, 'there');
    const back = join(store.folder, 'back');
    mkdirSync(join(there, 'two words'), { recursive: true });
    for (const [name, bytes] of Object.entries(files)) writeFileSync(join(there, name), bytes);
    const copy = ['s3', 'cp', '--recursive', '--only-show-errors'];
    await cli([...copy, there, 's3://photos/public']);
    expect(store.payloadsOf('PUT').toSorted()).toEqual(['UNSIGNED-PAYLOAD', 'hash']);
    expect(store.received.some(({ target }) => target.includes('partNumber=2'))).toBe(true);
    await cli([...copy, 's3://photos/public', 's3://photos/copy']);
    await cli([...copy, 's3://photos/copy', back]);
    for (const [name, bytes] of Object.entries(files)) {
      expect(readFileSync(join(back, name)).equals(bytes), name).toBe(true);
    }
    await cli(['s3', 'rm', '--recursive', 's3://photos/copy']);
    const list = await cli(['s3', 'ls', '--recursive', 's3://photos']);
    for (const name of Object.keys(files)) expect(list).toContain(` public/${name}\n`);
    expect(list).not.toContain('copy/');
  });

  it('carries a key that is no path', async () => {
    const file = join(store.folder, 'file');
    writeFileSync(file, 'hello');
    const key = "a b/é//../x%2Fy+z~w(1)*'!@:=,;&$.txt";
    const named = ['--bucket', 'photos', '--key', key];
    await cli(['s3api', 'put-object', ...named, '--body', file]);
    await cli(['s3api', 'get-object', ...named, join(store.folder, 'got')]);
    expect(readFileSync(join(store.folder, 'got'), 'utf8')).toBe('hello');
  });

  it('presigns a URL', async () => {
    const url = (await cli(['s3', 'presign', 's3://photos/public/two words/é+~%2F.txt'])).trim();
    const answer = await fetch(url);
    // Version 1 signs URLs for an endpoint of one's own with Signature Version 2, which is not taken.
    if (url.includes('X-Amz-Signature')) expect(await answer.text()).toBe('odd');
    else expect(answer.status).toBeGreaterThanOrEqual(400);
  });

  it('is told by the code of S3 what the reader may not', async () => {
    await expect(cli(['s3', 'ls', 's3://photos'], rita)).rejects.toThrow('AccessDenied');
  });
});
