// `ostiary backup`, `restore`, `account export` and `account import`, as an operator runs them.
import { randomBytes } from 'node:crypto';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '@ostiary/client';
import { readServeSettings, serve } from '@ostiary/server';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { run } from './run.js';

const ACCOUNT = '123456789012';

interface Key {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

const KEY: Key = { accessKeyId: 'first-root', secretAccessKey: randomBytes(20).toString('hex') };
const OTHER_KEY: Key = { ...KEY, accessKeyId: 'second-root' };

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ostiary-backup-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const at = (name: string) => join(folder, name);

/** Starts a deployment, sees how it answers a root key, and stops it. */
async function statusOf(data: string, key: Key, account = ACCOUNT, own = key): Promise<number> {
  const environment = {
    OSTIARY_ACCOUNT_ID: account,
    OSTIARY_ROOT_ACCESS_KEY_ID: own.accessKeyId,
    OSTIARY_ROOT_SECRET_ACCESS_KEY: own.secretAccessKey,
  };
  const settings = readServeSettings({ data, port: '0' }, environment);
  const { url, close } = await serve(settings, () => undefined);
  try {
    const options = { region: 'us-east-1', service: 'iam', attempts: 1 };
    const client = createClient({ credentials: key, ...options });
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const body = 'Action=ListUsers&Version=2010-05-08';
    return (await client.fetch(url, { method: 'POST', headers, body })).status;
  } finally {
    await close();
  }
}

/** Another data folder with the same master key and nothing else. */
function withMasterKey(name: string): string {
  cpSync(join(at('first'), 'master.key'), join(at(name), 'master.key'));
  return at(name);
}

describe('ostiary backup and restore', () => {
  it('put a deployment into another folder, and say that the master key is not in the file', async () => {
    expect(await statusOf(at('first'), KEY)).toBe(200);
    const file = at('ostiary.backup');
    const made = await run(['backup', file, '--data', at('first')]);
    expect(made).toMatchObject({ code: 0, stdout: '' });
    expect(made.stderr).toMatch(/\d rows written/);
    expect(made.stderr).toContain('the master key is NOT in it');
    expect(statSync(file).mode & 0o777).toBe(0o600);

    const second = withMasterKey('second');
    expect(await run(['restore', file, '--data', second])).toMatchObject({ code: 0 });
    const again = at('again.backup');
    expect(await run(['backup', again, '--data', second])).toMatchObject({ code: 0 });
    const rows = (path: string) => readFileSync(path, 'utf8').split('\n').slice(1, -2);
    expect(rows(again)).toEqual(rows(file));
    expect(await statusOf(second, KEY)).toBe(200);
  });

  it('refuse what would lose something, with 2', async () => {
    expect(await statusOf(at('first'), KEY)).toBe(200);
    const file = at('ostiary.backup');
    await run(['backup', file, '--data', at('first')]);
    const refusals = [
      [['backup', file, '--data', at('first')], /there already/],
      [['backup', at('other'), '--data', at('mistyped')], /found nothing/],
      [['restore', file, '--data', at('first')], /not empty/],
      [['restore', file, '--data', at('keyless')], /no master key file/],
      [['account', 'export', '12', at('other'), '--data', at('first')], /twelve digits/],
      [['account', 'import', file, '--data', at('first')], /whole deployment/],
    ] as const;
    for (const [args, message] of refusals) {
      const { code, stderr } = await run(args);
      expect(stderr).toMatch(message);
      expect(code).toBe(2);
    }
    expect(existsSync(at('mistyped'))).toBe(false);
    expect(existsSync(at('other'))).toBe(false);
  });
});

describe('ostiary account export and import', () => {
  it('refuse an account that is there, and put one back that is not', async () => {
    expect(await statusOf(at('first'), KEY)).toBe(200);
    const file = at('main.account');
    const from = ['--data', at('first')];
    expect(await run(['account', 'export', ACCOUNT, file, ...from])).toMatchObject({ code: 0 });
    const there = await run(['account', 'import', file, ...from]);
    expect(there).toMatchObject({ code: 2 });
    expect(there.stderr).toContain(`has an account ${ACCOUNT} already`);

    const second = withMasterKey('second');
    const other = '210987654321';
    expect(await statusOf(second, OTHER_KEY, other)).toBe(200);
    expect(await statusOf(second, KEY, other, OTHER_KEY)).toBe(403);
    expect(await run(['account', 'import', file, '--data', second])).toMatchObject({ code: 0 });
    expect(await statusOf(second, KEY, other, OTHER_KEY)).toBe(200);
  });
});
