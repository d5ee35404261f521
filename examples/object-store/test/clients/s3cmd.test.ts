// s3cmd, from Debian's packages, against the object store.
import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rita, startStore, wanda } from '../running-store.js';
import { findProgram } from './program.js';

const program = await findProgram('s3cmd');

describe.skipIf(program === undefined)('s3cmd', () => {
  it('puts, lists, gets, copies and deletes, whole and in parts', async () => {
    const store = await startStore();
    const config = join(store.folder, 's3cfg');
    const file = join(store.folder, 'file');
    const settings = { host_base: store.host, host_bucket: store.host, use_https: 'False' };
    const lines = Object.entries(settings).map(([name, value]) => `${name} = ${value}`);
    writeFileSync(config, ['[default]', ...lines, ''].join('\n'));
    const s3cmd = (args: readonly string[], as = wanda) => {
      const keys = ['--access_key', as.accessKeyId, '--secret_key', as.secretAccessKey];
      const quiet = ['--no-progress', '--region', 'us-east-1'];
      return program?.run(['--config', config, ...keys, ...quiet, ...args]);
    };
    await s3cmd(['mb', 's3://photos']);
    const key = 'two words/é//../x%2Fy+z~(1).txt';
    writeFileSync(file, key);
    await s3cmd(['put', file, `s3://photos/${key}`]);
    expect(await s3cmd(['ls', '--recursive', 's3://photos'])).toContain(`s3://photos/${key}\n`);
    await s3cmd(['get', '--force', `s3://photos/${key}`, file]);
    expect(readFileSync(file, 'utf8')).toBe(key);
    expect(store.payloadsOf('PUT')).toEqual(['hash']);
    const bytes = randomBytes(6_000_000);
    writeFileSync(file, bytes);
    await s3cmd(['put', '--multipart-chunk-size-mb', '5', file, 's3://photos/large']);
    expect(store.received.some(({ target }) => target.includes('partNumber=2'))).toBe(true);
    await s3cmd(['get', '--force', 's3://photos/large', file]);
    expect(readFileSync(file).equals(bytes)).toBe(true);
    await s3cmd(['cp', `s3://photos/${key}`, 's3://photos/copy']);
    await s3cmd(['del', '--recursive', '--force', 's3://photos/']);
    await s3cmd(['rb', 's3://photos']);
    await expect(s3cmd(['mb', 's3://photos'], rita)).rejects.toThrow('AccessDenied');
    await store.close();
  });
});
