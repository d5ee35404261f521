// curl's own signer against the gate, over a real socket.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { adapters, REGION, type RunningApp, startApp } from './notes-app.js';
import { alice, bob, type TestCredentials } from './signers.js';

const run = promisify(execFile);
const version = await run('curl', ['--version']).then(
  ({ stdout }) => stdout,
  () => undefined,
);
const hasCurl = isNewEnough(version);
if (!hasCurl) {
  if (process.env.OSTIARY_REQUIRE_SERVICES === '1') {
    throw new Error('expected curl 7.75 or later, found none');
  }
  console.log('tests with curl skipped: no curl 7.75 or later in PATH');
}

/** `--aws-sigv4` came with 7.75. */
function isNewEnough(text = ''): boolean {
  const [, major = 0, minor = 0] = /^curl (\d+)\.(\d+)/.exec(text) ?? [];
  return Number(major) > 7 || (Number(major) === 7 && Number(minor) >= 75);
}

describe.skipIf(!hasCurl).each(adapters)('curl --aws-sigv4 on $name', (adapter) => {
  let app: RunningApp;
  beforeAll(async () => {
    // curl signs with the machine's own time, and takes no other.
    app = await startApp(adapter, { now: () => new Date() });
  });
  afterAll(() => app.close());

  const curl = async (
    { accessKeyId, secretAccessKey }: TestCredentials,
    target: string,
    ...options: readonly string[]
  ): Promise<string> => {
    const quiet = [
      '--silent',
      '--max-time',
      '20',
      '--noproxy',
      '*',
      '--write-out',
      ' %{http_code}',
    ];
    const user = ['--user', `${accessKeyId}:${secretAccessKey}`];
    const signer = ['--aws-sigv4', `aws:amz:${REGION}:notes`, ...user];
    const url = `http://${app.host}${target}`;
    const { stdout } = await run('curl', [...quiet, ...signer, ...options, url]);
    return stdout;
  };

  it('passes', async () => {
    expect(await curl(alice, '/notes/bob/x')).toMatch(/"handler":"get".* 200$/);
  });

  it('passes with a body', async () => {
    const json = ['--header', 'Content-Type: application/json', '--data', '{"text":"grüße"}'];
    expect(await curl(alice, '/notes/alice/x', '--request', 'PUT', ...json)).toMatch(
      /"body":\{"text":"grüße"\}.* 200$/,
    );
  });

  it('is told to say that its body is JSON', async () => {
    const form = ['--request', 'PUT', '--data', '{"text":"x"}'];
    expect(await curl(alice, '/notes/alice/x', ...form)).toMatch(
      /expected a request body of `content-type: application\/json`.* 400$/,
    );
  });

  it('is refused as somebody else, or with another secret', async () => {
    expect(await curl(bob, '/notes/alice/diary')).toMatch(/explicit deny.* 403$/);
    const forged = { ...alice, secretAccessKey: 'wrong' };
    expect(await curl(forged, '/notes/bob/x')).toMatch(/InvalidSignatureException.* 403$/);
  });
});
