// curl's own signer against our verifier, over a real socket.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { outsideProgram } from './outside-program.js';
import { sampleCredentials } from './sample.js';
import { startVerifyingServer, type VerifyingServer } from './verifying-server.js';

const program = outsideProgram('curl');
const run = promisify(execFile);
const { accessKeyId, secretAccessKey } = sampleCredentials;
let server: VerifyingServer;

beforeAll(async () => {
  // curl signs with the machine's own time, and takes no other.
  server = await startVerifyingServer(() => new Date());
});
afterAll(() => server.close());

interface Call {
  readonly what: string;
  readonly target: string;
  readonly options: readonly string[];
}

// curl 7 signs the path and query as they are, so only canonical ones can be asked of it.
const calls: readonly Call[] = [
  { what: 'a GET', target: '/notes/42', options: [] },
  { what: 'a query in canonical order', target: '/notes?a=1&b=2', options: [] },
  { what: 'a form', target: '/notes', options: ['--data', 'text=hello&more=1'] },
  {
    what: 'JSON in UTF-8',
    target: '/notes',
    options: ['-H', 'Content-Type: application/json', '--data', '{"text":"grüße"}'],
  },
  { what: 'a DELETE', target: '/notes/42', options: ['-X', 'DELETE'] },
];

describe.skipIf(program === undefined)('curl', () => {
  it.each(calls)('$what that it signs is verified', async ({ target, options }) => {
    const signer = ['--aws-sigv4', 'aws:amz:eu-central-1:notes'];
    const user = ['--user', `${accessKeyId}:${String(secretAccessKey)}`];
    expect(await curl(target, [...signer, ...user, ...options])).toBe('alice 200');
  });

  it('what it signs with another secret is refused', async () => {
    const signer = ['--aws-sigv4', 'aws:amz:eu-central-1:notes'];
    const user = ['--user', `${accessKeyId}:wrong`];
    expect(await curl('/notes', [...signer, ...user])).toBe('SignatureDoesNotMatch 403');
  });

  it('what it does not sign is nobody’s', async () => {
    expect(await curl('/notes', [])).toBe('nobody 401');
  });
});

async function curl(target: string, options: readonly string[]): Promise<string> {
  const quiet = ['--silent', '--max-time', '20', '--noproxy', '*', '--write-out', ' %{http_code}'];
  const { stdout } = await run(program ?? '', [...quiet, ...options, server.origin + target]);
  return stdout;
}
