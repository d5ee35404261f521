// Starts the notes API and says how to call it: as two users, with two clients, and in vain.
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createClient } from '@ostiary/client';
import { unmappedRoutes } from '@ostiary/middleware/express';
import { createApp } from './app.js';
import { notesService, REGION } from './notes-service.js';
import { seedNotebook } from './seed-notebook.js';

const USAGE = `Starts the notes example, guarded by policies.

  --port N      where to listen (or PORT in the environment); a free port by default
  --account F   users, groups, policies and keys; account.json of the example by default
  --help        this text`;

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: process.env.PORT ?? '0' },
    account: {
      type: 'string',
      default: fileURLToPath(new URL('../account.json', import.meta.url)),
    },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) console.log(USAGE);
else start(readPort(values.port), values.account);

function readPort(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new TypeError(`expected a port from 0 to 65535, found \`${text}\``);
}

function start(port: number, accountFile: string): void {
  const app = createApp({ accountFile, notebook: seedNotebook() });
  const server = app.listen(port, '127.0.0.1', (error) => {
    if (error !== undefined) throw error;
    const { port: bound } = server.address() as AddressInfo;
    void introduce(`http://127.0.0.1:${bound}`, accountFile);
  });
  for (const route of unmappedRoutes(app, notesService)) {
    console.log(`no rule maps ${route}: it is refused`);
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => server.close(() => process.exit(0)));
  }
}

interface DemoKey {
  readonly UserName: string;
  readonly AccessKeyId: string;
  readonly SecretAccessKey: string;
}

async function introduce(url: string, accountFile: string): Promise<void> {
  const { AccessKeys } = JSON.parse(readFileSync(accountFile, 'utf8'));
  const keys: readonly DemoKey[] = AccessKeys;
  const alice = findKey(keys, 'alice');
  const bob = findKey(keys, 'bob');
  const diary = `${url}/notes/alice/diary`;
  console.log(`
The notes example listens on ${url}. Its demo users:
${keys.map((key) => `  ${key.UserName}: ${key.AccessKeyId} / ${key.SecretAccessKey}`).join('\n')}

Alice reads her diary, with curl:
  ${curl(alice, diary)}

Alice writes a note, with our signing client:
  ${signingClient(alice, `PUT ${url}/notes/alice/door '{"text":"oil the hinges","tags":{"room":"hall"}}'`)}

Bob reads Alice's diary, and is refused:
  ${curl(bob, diary)}
because: ${await findRefusal(bob, diary)}

Ctrl-C stops it.`);
}

function findKey(keys: readonly DemoKey[], userName: string): DemoKey {
  const key = keys.find(({ UserName }) => UserName === userName);
  if (key === undefined) throw new TypeError(`the account file has no key of \`${userName}\``);
  return key;
}

function curl(key: DemoKey, url: string): string {
  const user = `${key.AccessKeyId}:${key.SecretAccessKey}`;
  return `curl --aws-sigv4 "aws:amz:${REGION}:notes" --user "${user}" ${url}`;
}

function signingClient(key: DemoKey, call: string): string {
  const environment = `AWS_ACCESS_KEY_ID=${key.AccessKeyId} AWS_SECRET_ACCESS_KEY=${key.SecretAccessKey}`;
  return `${environment} npm run --silent example:call -- ${call}`;
}

/** Makes the call that is refused, and reads the reason from the answer. */
async function findRefusal(key: DemoKey, url: string): Promise<string> {
  const credentials = { accessKeyId: key.AccessKeyId, secretAccessKey: key.SecretAccessKey };
  const client = createClient({ credentials, region: REGION, service: notesService.name });
  const answer = await client.fetch(url);
  const body: { readonly Error: { readonly Message: string } } = JSON.parse(await answer.text());
  return body.Error.Message;
}
