// rclone, from Debian's packages, against the object store.
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startStore, wanda } from '../running-store.js';
import { findProgram } from './program.js';

const rclone = await findProgram('rclone');

describe.skipIf(rclone === undefined)('rclone', () => {
  it('copies a folder there and back, lists it and deletes it', async () => {
    const store = await startStore();
    const there = join(store.folder, 'there');
    const back = join(store.folder, 'back');
    mkdirSync(join(there, 'two words'), { recursive: true });
    const files: Readonly<Record<string, Buffer>> = {
      'plain.txt': Buffer.from('hello'),
      'two words/é+~%2F.txt': Buffer.from('odd'),
      'large.bin': randomBytes(11_000_000),
    };
    for (const [name, bytes] of Object.entries(files)) writeFileSync(join(there, name), bytes);
    const env = {
      RCLONE_CONFIG: join(store.folder, 'rclone.conf'),
      RCLONE_CONFIG_STORE_TYPE: 's3',
      RCLONE_CONFIG_STORE_PROVIDER: 'Other',
      RCLONE_CONFIG_STORE_ENDPOINT: store.url,
      RCLONE_CONFIG_STORE_REGION: 'us-east-1',
      RCLONE_CONFIG_STORE_ACCESS_KEY_ID: wanda.accessKeyId,
      RCLONE_CONFIG_STORE_SECRET_ACCESS_KEY: wanda.secretAccessKey,
      RCLONE_CONFIG_STORE_UPLOAD_CUTOFF: '5Mi',
      RCLONE_CONFIG_STORE_CHUNK_SIZE: '5Mi',
      RCLONE_RETRIES: '1',
    };
    writeFileSync(env.RCLONE_CONFIG, '');
    await rclone?.run(['copy', there, 'store:photos/folder'], env);
    // Whole files by `Content-MD5` alone, parts by their hash.
    expect(store.payloadsOf('PUT').toSorted()).toEqual(['UNSIGNED-PAYLOAD', 'hash']);
    const names =
      (await rclone?.run(['lsf', '--recursive', '--files-only', 'store:photos'], env)) ?? '';
    expect(names.trim().split('\n').toSorted()).toEqual(
      Object.keys(files)
        .map((name) => `folder/${name}`)
        .toSorted(),
    );
    await rclone?.run(['check', there, 'store:photos/folder'], env);
    await rclone?.run(['copyto', 'store:photos/folder/plain.txt', 'store:photos/copy'], env);
    expect(await rclone?.run(['cat', 'store:photos/copy'], env)).toBe('hello');
    await rclone?.run(['copy', 'store:photos/folder', back], env);
    for (const [name, bytes] of Object.entries(files)) {
      expect(readFileSync(join(back, name)).equals(bytes), name).toBe(true);
    }
    await rclone?.run(['purge', 'store:photos'], env);
    expect(await rclone?.run(['lsd', 'store:'], env)).toBe('');
    await store.close();
  });
});
