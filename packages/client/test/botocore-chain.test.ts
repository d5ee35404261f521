// The same set-ups by botocore, which the AWS CLI and the AWS SDK for Python choose credentials with.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { expect, it } from 'vitest';
import { startCredentialServices } from './credential-services.js';
import { chosenSetUps, variables, writeSetUp } from './credential-set-ups.js';

const python = findPython();

/** Reads environments as JSON lines, and prints for each whose credentials botocore chooses. */
const script = `
import json, os, sys
import botocore.session
for line in sys.stdin:
    for name in json.loads(sys.argv[1]):
        os.environ.pop(name, None)
    os.environ.update(json.loads(line))
    found = botocore.session.Session().get_credentials()
    print(found.get_frozen_credentials().access_key if found else 'none', flush=True)
`;

it.skipIf(python === undefined)(
  'botocore chooses the credentials of the table, but where it says otherwise',
  { timeout: 120_000 },
  async () => {
    const services = await startCredentialServices();
    const folders: string[] = [];
    try {
      const rows = chosenSetUps.filter(({ elsewhere }) => elsewhere.botocore !== 'not asked');
      const lines: string[] = [];
      for (const { setUp } of rows) {
        const folder = await mkdtemp(join(tmpdir(), 'ostiary-botocore-'));
        folders.push(folder);
        lines.push(JSON.stringify(await writeSetUp(setUp, folder, services.origin)));
      }
      const chosen = (await run(`${lines.join('\n')}\n`)).trim().split('\n');
      expect(rows.map(({ name }, at) => [name, chosen[at]])).toEqual(
        rows.map(({ name, accessKeyId, elsewhere }) => [name, elsewhere.botocore ?? accessKeyId]),
      );
    } finally {
      await services.close();
      for (const folder of folders) await rm(folder, { recursive: true });
    }
  },
);

/** Not at once: the services it asks run in this process. */
function run(input: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(python ?? '', ['-c', script, JSON.stringify(variables)], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    let output = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
    });
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve(output);
      else reject(new Error(`expected python3 to end well, found code ${code}`));
    });
    child.stdin.end(input);
  });
}

/**
 * One that has a botocore which knows `AWS_ENDPOINT_URL_STS`; says in one line when there is none,
 * and throws when OSTIARY_REQUIRE_SERVICES is 1 and it has none at all.
 */
function findPython(): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const path = folders.map((folder) => join(folder, 'python3')).find((file) => existsSync(file));
  const printVersion = 'import botocore; print(botocore.__version__)';
  const { status, stdout } = spawnSync(path ?? '', ['-c', printVersion], { encoding: 'utf8' });
  const [major = 0, minor = 0] = status === 0 ? stdout.split('.').map(Number) : [];
  if (major > 1 || (major === 1 && minor >= 31)) return path;
  if (status !== 0 && process.env.OSTIARY_REQUIRE_SERVICES === '1') {
    throw new Error('expected python3 with botocore to be installed, found none');
  }
  const found = status === 0 ? stdout.trim() : 'none';
  console.log(`the test with botocore skipped: it needs 1.31 or later, found ${found}`);
  return undefined;
}
