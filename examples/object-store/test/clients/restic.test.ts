// restic, from Debian's packages: a folder that is backed up into the object store, and restored.
import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startStore, wanda } from '../running-store.js';
import { awsEnvironment, findProgram } from './program.js';

const restic = await findProgram('restic', ['restic'], ['version']);

describe.skipIf(restic === undefined)('restic', () => {
  it('restores a folder as it was backed up, in signed chunks', async () => {
    const store = await startStore();
    const there = join(store.folder, 'there');
    const back = join(store.folder, 'back');
    mkdirSync(join(there, 'two words'), { recursive: true });
    writeFileSync(join(there, 'plain.txt'), 'hello');
    writeFileSync(join(there, 'two words', 'é.bin'), randomBytes(7_000_000));
    const env = {
      ...awsEnvironment(wanda),
      RESTIC_REPOSITORY: `s3:${store.url}/photos/backup`,
      RESTIC_PASSWORD: 'only for this test',
      RESTIC_CACHE_DIR: join(store.folder, 'cache'),
    };
    await restic?.run(['init'], env);
    await restic?.run(['backup', '--quiet', there], env);
    expect(store.payloadsOf('PUT')).toContain('STREAMING-AWS4-HMAC-SHA256-PAYLOAD');
    await restic?.run(['check', '--quiet'], env);
    await restic?.run(['restore', 'latest', '--target', back], env);
    const restored = join(back, there);
    const names = readdirSync(there, { recursive: true }).map(String).toSorted();
    expect(readdirSync(restored, { recursive: true }).map(String).toSorted()).toEqual(names);
    for (const name of ['plain.txt', join('two words', 'é.bin')]) {
      const same = readFileSync(join(restored, name)).equals(readFileSync(join(there, name)));
      expect(same, name).toBe(true);
    }
    await restic?.run(['forget', '--quiet', '--prune', '--keep-last', '1'], env);
    await store.close();
  });
});
