// `ostiary serve` as a process: how it starts, what it keeps, how it ends.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { get } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createClient } from '@ostiary/client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { run } from './run.js';
import { CERTIFICATE, PRIVATE_KEY } from './self-signed.js';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));

interface Server {
  readonly child: ChildProcess;
  readonly url: string;
  /** What it has said to people so far. */
  readonly said: () => string;
  readonly logged: () => string;
}

interface Key {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

let folder: string;
let running: ChildProcess[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ostiary-serve-'));
  running = [];
});
afterEach(() => {
  for (const child of running) child.kill('SIGKILL');
  rmSync(folder, { recursive: true });
});

function spawnServer(args: readonly string[], env: Record<string, string>): ChildProcess {
  const command = ['--import', 'tsx', main, 'serve', '--port', '0', '--data', folder, ...args];
  const { PATH } = process.env;
  const child = spawn(process.execPath, command, { cwd: root, env: { PATH, ...env } });
  running.push(child);
  return child;
}

/** Starts one, and waits until it says where it answers. */
async function serve(
  args: readonly string[] = [],
  env: Record<string, string> = {},
): Promise<Server> {
  const child = spawnServer(args, env);
  let said = '';
  let logged = '';
  child.stdout?.on('data', (chunk) => {
    logged += chunk;
  });
  const url = await new Promise<string>((resolve, reject) => {
    child.stderr?.on('data', (chunk) => {
      said += chunk;
      const [, found] = /answer on (\S+)/.exec(said) ?? [];
      if (found !== undefined) resolve(found);
    });
    child.once('exit', (code) => reject(new Error(`it ended with ${code}: ${said}`)));
  });
  return { child, url, said: () => said, logged: () => logged };
}

/** What one that does not start ends with. */
async function failToServe(
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<{ readonly code: number; readonly stderr: string }> {
  const child = spawnServer(args, env);
  let stderr = '';
  child.stderr?.on('data', (chunk) => {
    stderr += chunk;
  });
  const [code] = await once(child, 'close');
  return { code, stderr };
}

async function stop({ child }: Server): Promise<unknown> {
  child.kill('SIGTERM');
  const [code] = await once(child, 'exit');
  return code;
}

async function call(url: string, credentials: Key, form: string): Promise<number> {
  const client = createClient({ credentials, region: 'us-east-1', service: 'iam', attempts: 1 });
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const body = `${form}&Version=2010-05-08`;
  return (await client.fetch(url, { method: 'POST', headers, body })).status;
}

function madeKey(said: string): Key {
  const [, accessKeyId = ''] = /AWS_ACCESS_KEY_ID=(\S+)/.exec(said) ?? [];
  const [, secretAccessKey = ''] = /AWS_SECRET_ACCESS_KEY=(\S+)/.exec(said) ?? [];
  return { accessKeyId, secretAccessKey };
}

const rootVariables = (id: string, secret: string) => ({
  OSTIARY_ROOT_ACCESS_KEY_ID: id,
  OSTIARY_ROOT_SECRET_ACCESS_KEY: secret,
});

describe('ostiary serve', () => {
  it('shows the root key once, keeps everything over a restart, and ends with 0', async () => {
    const first = await serve();
    const key = madeKey(first.said());
    expect(key.accessKeyId).toMatch(/^AKIA[A-Z2-7]{16}$/);
    expect((await fetch(`${first.url}/healthz`)).status).toBe(200);
    expect(await call(first.url, key, 'Action=CreateUser&UserName=ann')).toBe(200);
    expect(first.logged()).not.toContain(key.secretAccessKey);
    expect(await stop(first)).toBe(0);

    const second = await serve();
    expect(second.said()).not.toContain(key.secretAccessKey);
    expect(await call(second.url, key, 'Action=GetUser&UserName=ann')).toBe(200);
    expect(await stop(second)).toBe(0);
  });

  it('keeps its master key and its database where their owner alone can read them', async () => {
    await stop(await serve());
    for (const name of ['master.key', 'ostiary.db']) {
      expect(statSync(join(folder, name)).mode & 0o077).toBe(0);
    }
  });

  it('takes the root key of the environment in any form, and a changed one in its place', async () => {
    const old = { accessKeyId: 'minioadmin', secretAccessKey: 'a first secret' };
    const first = await serve([], rootVariables(old.accessKeyId, old.secretAccessKey));
    expect(await call(first.url, old, 'Action=ListUsers')).toBe(200);
    await stop(first);
    const changed = { accessKeyId: 'admin', secretAccessKey: 'a second secret' };
    const second = await serve([], rootVariables(changed.accessKeyId, changed.secretAccessKey));
    expect(second.said()).toContain('minioadmin signs no more');
    expect(await call(second.url, changed, 'Action=ListUsers')).toBe(200);
    expect(await call(second.url, old, 'Action=ListUsers')).toBe(403);
    await stop(second);
  });

  it('lets an open request end before it does', async () => {
    const server = await serve([], rootVariables('root', 'secret'));
    const open = request(server.url, { method: 'POST', headers: { 'content-length': '4' } });
    open.write('ab');
    const answered = once(open, 'response');
    await expect.poll(() => metric(server.url, 'ostiary_requests_in_flight')).toBe(1);
    server.child.kill('SIGTERM');
    await expect.poll(() => server.said()).toContain('SIGTERM');
    open.end('cd');
    const [response] = await answered;
    expect(response.statusCode).toBe(400);
    response.resume();
    expect(await once(server.child, 'exit')).toEqual([0, null]);
  });

  it('ends with 0 when it is npm that is told to end', async () => {
    const args = ['run', '--silent', 'ostiary', '--', 'serve', '--port', '0', '--data', folder];
    const npm = spawn('npm', args, { cwd: root });
    running.push(npm);
    let said = '';
    npm.stderr.on('data', (chunk) => {
      said += chunk;
    });
    await expect.poll(() => said, { timeout: 50_000 }).toContain('answer on');
    npm.kill('SIGTERM');
    expect(await once(npm, 'exit')).toEqual([0, null]);
  });

  it('does not start without the master key of its database, nor with another', async () => {
    await stop(await serve());
    const file = join(folder, 'master.key');
    const key = readFileSync(file, 'utf8');
    rmSync(file);
    const missing = await failToServe([]);
    expect(missing.code).toBe(2);
    expect(missing.stderr).toContain('master.key');
    expect(existsSync(file)).toBe(false);

    const other = mkdtempSync(join(tmpdir(), 'ostiary-serve-'));
    const another = await serve(['--data', other]);
    await stop(another);
    writeFileSync(file, readFileSync(join(other, 'master.key')), { mode: 0o600 });
    rmSync(other, { recursive: true });
    expect((await failToServe([])).code).toBe(2);

    writeFileSync(file, key, { mode: 0o600 });
    expect(await stop(await serve())).toBe(0);
  });

  it('takes a new master key, and seals everything by it', async () => {
    const key = { accessKeyId: 'root', secretAccessKey: 'secret' };
    const variables = rootVariables(key.accessKeyId, key.secretAccessKey);
    await stop(await serve([], variables));
    const file = join(folder, 'master.key');
    const before = keysIn(file);
    ostiary('master-key', 'add');
    ostiary('master-key', 'rotate');
    const [added, former] = keysIn(file);
    expect([former]).toEqual(before);
    writeFileSync(file, `${added}\n`);
    const server = await serve([], variables);
    expect(server.said()).toContain('as before');
    expect(await call(server.url, key, 'Action=ListUsers')).toBe(200);
    await stop(server);
  });

  it('speaks https with a certificate', async () => {
    const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
    writeFileSync(key, PRIVATE_KEY, { mode: 0o600 });
    writeFileSync(cert, CERTIFICATE);
    const server = await serve(['--tls-cert', cert, '--tls-key', key]);
    expect(server.url).toMatch(/^https:/);
    await expect(fetch(`${server.url}/healthz`)).rejects.toThrow();
    const [response] = await once(get(`${server.url}/healthz`, { ca: CERTIFICATE }), 'response');
    expect(response.statusCode).toBe(200);
    response.destroy();
    await stop(server);
  });

  it.each([
    [['--port', 'http'], {}, '--port'],
    [['--store', 'mysql://root:hunter2@db'], {}, '--store'],
    [['--store', 'postgres://localhost/x'], {}, 'OSTIARY_MASTER_KEY_FILE'],
    [['--tls-cert', 'x.pem'], {}, '--tls-key'],
    [['--tls-cert', 'none.pem', '--tls-key', 'none.pem'], {}, 'none.pem'],
    [[], { OSTIARY_ACCOUNT_ID: '12' }, 'OSTIARY_ACCOUNT_ID'],
    [
      [],
      { OSTIARY_LOCAL_ISSUERS: 'https://login.internal,keycloak:8443' },
      'OSTIARY_LOCAL_ISSUERS',
    ],
    [[], { OSTIARY_LOCAL_ISSUERS: 'https://login.internal/realms' }, 'OSTIARY_LOCAL_ISSUERS'],
    [[], { OSTIARY_SAML_ENDPOINT: 'http://iam.example.com/saml' }, 'OSTIARY_SAML_ENDPOINT'],
    [[], { OSTIARY_ROOT_ACCESS_KEY_ID: 'x' }, 'OSTIARY_ROOT_SECRET_ACCESS_KEY'],
  ] as const)('says what is wrong with %j %j, and ends with 2', async (args, env, named) => {
    for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
    const { code, stderr } = await run(['serve', '--data', folder, '--port', '0', ...args]);
    expect(code).toBe(2);
    expect(stderr).toContain(named);
    expect(stderr).not.toContain('hunter2');
    expect(stderr).not.toMatch(/\n\s+at /);
  });
});

function ostiary(...args: readonly string[]): void {
  const { PATH } = process.env;
  const command = ['--import', 'tsx', main, ...args, '--data', folder];
  execFileSync(process.execPath, command, { cwd: root, env: { PATH }, stdio: 'ignore' });
}

function keysIn(file: string): readonly string[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
}

async function metric(url: string, name: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return Number(new RegExp(`^${name} (.*)$`, 'm').exec(text)?.[1]);
}
