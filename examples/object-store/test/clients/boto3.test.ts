// boto3, from Debian's packages, against the object store.
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { compareKeys } from '../../src/list-page.js';
import { cora, oddKeys, startStore, wanda } from '../running-store.js';
import { awsEnvironment, findProgram } from './program.js';

const script = fileURLToPath(new URL('./store.py', import.meta.url));
const python = await findProgram('boto3', ['/usr/bin/python3', 'python3'], ['-c', 'import boto3']);

describe.skipIf(python === undefined)('boto3', () => {
  it('puts, lists, uploads in parts, presigns and deletes', async () => {
    const store = await startStore();
    const { accessKeyId, secretAccessKey } = cora;
    const args = [script, store.url, JSON.stringify(oddKeys), accessKeyId, secretAccessKey];
    const found = JSON.parse((await python?.run(args, awsEnvironment(wanda))) ?? '');
    const sorted = oddKeys.toSorted(compareKeys);
    expect(found).toMatchObject({
      ...{ bodies: oddKeys, mood: 'calm', listed: sorted, old: sorted, deleted: oddKeys },
      ...{ parts: [6_000_000, 4_240_000], etag: expect.stringMatching(/^"[0-9a-f]{32}-2"$/) },
      ...{ same: true, abroad: oddKeys[0], shared: oddKeys[0], put: 'hello', error: 'NoSuchKey' },
      ...{ some: ['archive/gone'], refused: [['public/kept', 'AccessDenied']], kept: 'x' },
    });
    expect(store.payloadsOf('PUT')).toContain('hash');
    await store.close();
  });
});
