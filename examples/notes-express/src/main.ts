// Starts the demo and says how to call it: as two users, with three clients, and in vain.
import { createWriteStream } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createClient } from '@ostiary/client';
import type { AccessKey } from './demo-credentials.js';
import { notesService, REGION } from './notes-service.js';
import { type Demo, startDemo } from './start-demo.js';

const USAGE = `Starts a control plane on SQLite, and the notes example guarded by it.

  --port N       where the notes API listens (or PORT in the environment); a free port by default
  --iam-port N   where IAM and STS listen; the port after the notes API's, or a free one
  --data DIR     where identities and keys are kept; data in the example by default
  --help         this text`;

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: process.env.PORT || '0' },
    'iam-port': { type: 'string' },
    data: { type: 'string', default: fileURLToPath(new URL('../data', import.meta.url)) },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) console.log(USAGE);
else await start();

async function start(): Promise<void> {
  // The SDK would open with a word on the Node versions of its next year.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
  const port = readPort(values.port);
  const iamPort = readPort(values['iam-port'] ?? String(port === 0 ? 0 : port + 1));
  // Opened with the first line: the data folder is made by then.
  const logFile = join(values.data, 'control-plane.log');
  let log: ReturnType<typeof createWriteStream> | undefined;
  const demo = await startDemo({
    ...{ port, iamPort, dataFolder: values.data },
    writeLog: (line) => {
      log ??= createWriteStream(logFile, { flags: 'a' });
      log.write(line);
    },
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void demo.close());
  }
  await introduce(demo, logFile);
}

function readPort(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new TypeError(`expected a port from 0 to 65535, found \`${text}\``);
}

async function introduce(demo: Demo, logFile: string): Promise<void> {
  const { notesUrl, iamUrl, files } = demo;
  const alice = findKey(demo, 'alice');
  const bob = findKey(demo, 'bob');
  const diary = `${notesUrl}/notes/alice/diary`;
  const credentials = relative(process.cwd(), files.credentialsFile);
  const aws = `AWS_SHARED_CREDENTIALS_FILE=${credentials} aws --endpoint-url ${iamUrl} --region ${REGION}`;
  console.log(`
The notes example listens on ${notesUrl}, and asks IAM and STS on ${iamUrl}.
The keys of root, alice and bob are in ${credentials}, the log in ${relative(process.cwd(), logFile)}.

Alice reads her diary, with curl:
  ${curl(alice, diary)}

Alice writes a note, with our signing client:
  ${signingClient(alice, `PUT ${notesUrl}/notes/alice/door '{"text":"oil the hinges","tags":{"room":"hall"}}'`)}

Bob reads Alice's diary, and is refused:
  ${curl(bob, diary)}
because: ${await findRefusal(bob, diary)}

Root takes back what refuses him, with the AWS CLI, and he may at once:
  ${aws} --profile root iam delete-user-policy --user-name bob --policy-name NoDiaries

Root makes Carol, who may read all notes by the policy that the notes API itself contributes:
  ${aws} --profile root iam create-user --user-name carol
  ${aws} --profile root iam attach-user-policy --user-name carol --policy-arn arn:aws:iam::aws:policy/NotesReadOnlyAccess
  ${aws} --profile root iam create-access-key --user-name carol

Ctrl-C stops it.`);
}

function findKey({ keys }: Demo, userName: string): AccessKey {
  const key = keys.get(userName);
  if (key === undefined) throw new TypeError(`the credentials of the demo lack \`${userName}\``);
  return key;
}

function curl({ accessKeyId, secretAccessKey }: AccessKey, url: string): string {
  const user = `${accessKeyId}:${secretAccessKey}`;
  return `curl --aws-sigv4 "aws:amz:${REGION}:notes" --user "${user}" ${url}`;
}

function signingClient({ accessKeyId, secretAccessKey }: AccessKey, call: string): string {
  const environment = `AWS_ACCESS_KEY_ID=${accessKeyId} AWS_SECRET_ACCESS_KEY=${secretAccessKey}`;
  return `${environment} npm run --silent example:call -- ${call}`;
}

/** Makes the call that is refused, and reads the reason from the answer. */
async function findRefusal(credentials: AccessKey, url: string): Promise<string> {
  const client = createClient({ credentials, region: REGION, service: notesService.name });
  const answer = await client.fetch(url);
  if (answer.ok) return 'nothing any more: an earlier start took back what refused him';
  const body: { readonly message: string } = JSON.parse(await answer.text());
  return body.message;
}
