// Starts the object store and says how to call it: with the clients that people have, and in vain.
import { mkdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { holdContinue } from '@ostiary/middleware/node';
import { createApp } from './app.js';
import { REGION } from './object-service.js';

const USAGE = `Starts the object store example, guarded by policies.

  --port N      where to listen (or PORT in the environment); a free port by default
  --account F   users, policies and keys; account.json of the example by default
  --folder D    where the objects are kept; a folder of the system's temporary ones by default
  --help        this text`;

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: process.env.PORT ?? '0' },
    account: {
      type: 'string',
      default: fileURLToPath(new URL('../account.json', import.meta.url)),
    },
    folder: { type: 'string', default: join(tmpdir(), 'ostiary-object-store') },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) console.log(USAGE);
else start(readPort(values.port), values.account, values.folder);

function readPort(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new TypeError(`expected a port from 0 to 65535, found \`${text}\``);
}

function start(port: number, accountFile: string, folder: string): void {
  mkdirSync(folder, { recursive: true });
  const server = createServer(createApp({ accountFile, folder }));
  holdContinue(server);
  server.listen(port, '127.0.0.1', () => {
    const { port: bound } = server.address() as AddressInfo;
    introduce(`http://127.0.0.1:${bound}`, accountFile, folder);
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => server.close(() => process.exit(0)));
  }
}

interface DemoKey {
  readonly UserName: string;
  readonly AccessKeyId: string;
  readonly SecretAccessKey: string;
}

function introduce(url: string, accountFile: string, folder: string): void {
  const { AccessKeys } = JSON.parse(readFileSync(accountFile, 'utf8'));
  const keys: readonly DemoKey[] = AccessKeys;
  const aws = `aws --endpoint-url ${url} s3`;
  console.log(`
The object store listens on ${url} and keeps its objects in ${folder}. Its demo users:
${keys.map((key) => `  ${key.UserName}: ${key.AccessKeyId} / ${key.SecretAccessKey}`).join('\n')}

Wanda writes, with the AWS CLI:
  ${environment(keys, 'wanda')}
  ${aws} mb s3://photos
  echo 'a lake' | ${aws} cp - s3://photos/public/lake.txt
  echo 'a secret' | ${aws} cp - s3://photos/private/diary.txt

Rita reads one prefix, and is refused elsewhere:
  ${environment(keys, 'rita')}
  ${aws} ls s3://photos/public/
  ${aws} cp s3://photos/public/lake.txt -
  ${aws} ls s3://photos/

The same with curl:
  ${curl(keys, 'rita')} ${url}/photos/public/lake.txt
  ${curl(keys, 'rita')} ${url}/photos/private/diary.txt

Ctrl-C stops it.`);
}

function findKey(keys: readonly DemoKey[], userName: string): DemoKey {
  const key = keys.find(({ UserName }) => UserName === userName);
  if (key === undefined) throw new TypeError(`the account file has no key of \`${userName}\``);
  return key;
}

function environment(keys: readonly DemoKey[], userName: string): string {
  const { AccessKeyId, SecretAccessKey } = findKey(keys, userName);
  const secret = `AWS_SECRET_ACCESS_KEY=${SecretAccessKey}`;
  return `export AWS_DEFAULT_REGION=${REGION} AWS_ACCESS_KEY_ID=${AccessKeyId} ${secret}`;
}

function curl(keys: readonly DemoKey[], userName: string): string {
  const { AccessKeyId, SecretAccessKey } = findKey(keys, userName);
  return `curl --aws-sigv4 "aws:amz:${REGION}:s3" --user "${AccessKeyId}:${SecretAccessKey}"`;
}
