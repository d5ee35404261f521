// The real command as a process of its own: help, version, exit codes, pipes that close.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { aCase } from './a-case.js';
import { run } from './run.js';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));
const command = ['--import', 'tsx', main];

function ostiary(args: readonly string[], input = '') {
  const options = { cwd: root, encoding: 'utf8', input } as const;
  const { status, stdout, stderr } = spawnSync(process.execPath, [...command, ...args], options);
  return { status, stdout, stderr };
}

describe('help', () => {
  it.each([[], ['simulate'], ['validate']])(
    'of %j has examples or commands, and exit codes',
    async (...args) => {
      const { code, stdout, stderr } = await run([...args, '--help']);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout).toMatch(/^Usage: ostiary/);
      expect(stdout).toMatch(args.length === 0 ? /Commands:/ : /Examples:/);
      expect(stdout).toContain('Exit codes:');
      expect(stdout).not.toContain('[]');
    },
  );

  it('is what one gets who says nothing, on stderr and with 2', async () => {
    const { code, stdout, stderr } = await run([]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^Usage: ostiary/);
  });

  it('is near when a command is misspelt', async () => {
    expect(await run(['simulat'])).toEqual({
      code: 2,
      stdout: '',
      stderr: "error: unknown command 'simulat'\n(Did you mean simulate?)\n",
    });
  });
});

it('--version is that of the package', async () => {
  const manifest = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  expect(await run(['--version'])).toEqual({
    code: 0,
    stdout: `${JSON.parse(manifest).version}\n`,
    stderr: '',
  });
});

it('a failure that nobody foresaw is said without a stack', async () => {
  async function* fails(): AsyncGenerator<Uint8Array> {
    yield Buffer.from('\n');
    throw new Error('the disk\nburns');
  }
  const { runCommandLine } = await import('../src/command-line.js');
  const { PassThrough } = await import('node:stream');
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const code = await runCommandLine(['simulate', '--batch'], { stdin: fails(), stdout, stderr });
  expect(code).toBe(2);
  expect(String(stderr.read())).toBe('ostiary: the disk\\u000aburns\n');
});

describe('as a process', () => {
  it('it answers a batch, ends with 0 and says nothing else', () => {
    const line = JSON.stringify(aCase());
    const { status, stdout, stderr } = ostiary(['simulate', '--batch'], `${line}\nx\n${line}\n`);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const [first, second, third] = stdout.split('\n').map((text) => text && JSON.parse(text));
    expect(first).toMatchObject({ id: '1', decision: 'allowed' });
    expect(second).toMatchObject({ id: null, error: { code: 'ValidationError' } });
    expect(third).toEqual(first);
  });

  it('it ends with the code of its command', () => {
    expect(ostiary(['validate', '-'], '{}').status).toBe(1);
    expect(ostiary(['validate', 'none/such.json'])).toEqual({
      status: 2,
      stdout: '',
      stderr: 'none/such.json: there is no such file\n',
    });
  });

  it('it answers what has come before more comes', async () => {
    const child = spawn(process.execPath, [...command, 'simulate', '--batch'], { cwd: root });
    child.stdin.write(`${JSON.stringify(aCase())}\n`);
    const [first] = await once(child.stdout, 'data');
    expect(JSON.parse(String(first))).toMatchObject({ decision: 'allowed' });
    child.stdin.end();
    expect(await once(child, 'close')).toEqual([0, null]);
  });

  it('it ends in silence when its reader goes away', async () => {
    const child = spawn(process.execPath, [...command, 'simulate', '--batch'], { cwd: root });
    let said = '';
    child.stderr.on('data', (chunk) => {
      said += chunk;
    });
    child.stdin.on('error', () => {});
    child.stdin.write(`${JSON.stringify(aCase())}\n`);
    await once(child.stdout, 'data');
    child.stdout.destroy();
    child.stdin.write(`${JSON.stringify(aCase())}\n`.repeat(1_000));
    expect(await once(child, 'close')).toEqual([141, null]);
    expect(said).toBe('');
  });

  it('npm run --silent ostiary prints what the command prints and nothing else', () => {
    const args = ['run', '--silent', 'ostiary', '--', '--version'];
    const shell = process.platform === 'win32';
    const { status, stdout } = spawnSync('npm', args, { cwd: root, encoding: 'utf8', shell });
    expect({ status, stdout }).toEqual({
      status: 0,
      stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
    });
  }, 60_000);
});
