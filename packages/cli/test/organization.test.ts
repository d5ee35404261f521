// `ostiary organization`, against a control plane that runs as a process of its own.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { run } from './run.js';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));
const example = join(root, 'examples/organization.json');

const rootKey = { accessKeyId: 'root', secretAccessKey: 'secret' };

let folder: string;
let url: string;
let server: ChildProcess;
let memberKey: { readonly accessKeyId: string; readonly secretAccessKey: string };

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ostiary-organization-'));
  const command = ['--import', 'tsx', main, 'serve', '--port', '0', '--store', 'memory'];
  const { PATH } = process.env;
  const key = { OSTIARY_ROOT_ACCESS_KEY_ID: 'root', OSTIARY_ROOT_SECRET_ACCESS_KEY: 'secret' };
  server = spawn(process.execPath, command, { cwd: root, env: { PATH, ...key } });
  let said = '';
  url = await new Promise<string>((resolve, reject) => {
    server.stderr?.on('data', (chunk) => {
      said += chunk;
      const [, found] = /answer on (\S+)/.exec(said) ?? [];
      if (found !== undefined) resolve(found);
    });
    server.once('exit', (code) => reject(new Error(`it ended with ${code}: ${said}`)));
  });
  signAs(rootKey);
  const { stdout } = await run(['account', 'create', '--name', 'prod', '--id', '111122223333']);
  memberKey = JSON.parse(stdout).rootAccessKey;
  await run(['account', 'create', '--name', 'sandbox', '--id', '444455556666']);
}, 60_000);
afterAll(() => {
  server.kill('SIGKILL');
  rmSync(folder, { recursive: true });
});
beforeEach(() => signAs(rootKey));

function signAs(key: { readonly accessKeyId: string; readonly secretAccessKey: string }): void {
  vi.stubEnv('AWS_ENDPOINT_URL', url);
  vi.stubEnv('AWS_ACCESS_KEY_ID', key.accessKeyId);
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', key.secretAccessKey);
}

function file(text: string): string {
  const name = join(folder, 'organization.json');
  writeFileSync(name, text);
  return name;
}

const organization = (...args: readonly string[]) => run(['organization', ...args]);

describe('ostiary organization', () => {
  it('plans, applies what was agreed to, and shows it', async () => {
    const planned = await organization('plan', example);
    expect(planned).toMatchObject({ code: 0, stderr: '' });
    expect(planned.stdout.split('\n')).toEqual(
      expect.arrayContaining([
        'add service control policy `ProtectAudit`',
        'attach service control policy `ProtectAudit` to the root',
        'detach service control policy `FullAWSAccess` from organizational unit `Sandbox`',
        'move account `111122223333` from the root to organizational unit `Production`',
      ]),
    );
    for (const answer of [[], ['\n'], ['no\n'], ['yesterday\n']]) {
      expect(await run(['organization', 'apply', example], answer)).toEqual({
        ...{ code: 1, stdout: planned.stdout },
        stderr: 'Apply? [y/N] ostiary: nothing was changed\n',
      });
    }
    const none = await organization('show', '--document');
    expect(none).toMatchObject({ code: 2, stderr: 'ostiary: there is no organization yet\n' });

    const applied = await run(['organization', 'apply', example], ['y\n']);
    expect(applied).toMatchObject({ code: 0, stdout: `${planned.stdout}applied: revision 1\n` });
    expect((await organization('show', '--document')).stdout).toBe(readFileSync(example, 'utf8'));
    expect(JSON.parse((await organization('show')).stdout)).toMatchObject({
      revision: 1,
      organizationId: expect.stringMatching(/^o-/),
      unitIds: { Production: expect.stringMatching(/^ou-/) },
      document: { managementAccount: '123456789012' },
    });
    expect(await organization('apply', example)).toMatchObject({ code: 0, stdout: 'no change\n' });
  });

  it('says where a document is wrong', async () => {
    const name = file(
      '{\n  "managementAccount": "123456789012",\n  "root": { "accounts": "all" }\n}',
    );
    for (const args of [
      ['plan', name],
      ['apply', name, '--yes'],
    ]) {
      expect(await organization(...args)).toEqual({
        ...{ code: 2, stdout: '' },
        stderr: `${name}:3:25: \`root.accounts\`: expected a list of accounts, found \`all\`\n`,
      });
    }
  });

  it('takes a document from standard input, where it cannot ask', async () => {
    const text = readFileSync(example, 'utf8');
    expect(await run(['organization', 'plan', '-'], [text])).toMatchObject({ code: 0 });
    expect(await run(['organization', 'apply', '-'], [text])).toMatchObject({
      ...{ code: 2, stderr: 'ostiary: expected --yes with a document from standard input\n' },
    });
    expect(await run(['organization', 'apply', '-', '--yes'], [text])).toMatchObject({ code: 0 });
  });

  it('is refused to the root user of a member account', async () => {
    signAs(memberKey);
    expect(await organization('apply', example, '--yes')).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/^ostiary: AccessDenied: .*ostiary:DescribeOrganization/),
    });
  });
});
