// The demo as `npm start` runs it: the control plane on SQLite, the notes API over the service channel.
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  AttachUserPolicyCommand,
  CreateAccessKeyCommand,
  CreateUserCommand,
  DeleteUserPolicyCommand,
  IAMClient,
  UpdateAccessKeyCommand,
} from '@aws-sdk/client-iam';
import { createClient } from '@ostiary/client';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { AccessKey } from '../src/demo-credentials.js';
import { notesService, REGION } from '../src/notes-service.js';
import { type Demo, startDemo } from '../src/start-demo.js';

let dataFolder: string;
let demo: Demo;
let log = '';

const start = () =>
  startDemo({
    ...{ port: 0, iamPort: 0, dataFolder },
    writeLog: (line) => {
      log += line;
    },
  });

beforeAll(async () => {
  dataFolder = mkdtempSync(join(tmpdir(), 'ostiary-demo-'));
  demo = await start();
});
afterAll(async () => {
  await demo.close();
  rmSync(dataFolder, { recursive: true });
});

function keyOf(userName: string) {
  const key = demo.keys.get(userName);
  if (key === undefined) throw new Error(`no key of ${userName}`);
  return key;
}

const readDiary = (userName: string) => readDiaryWith(keyOf(userName));

async function readDiaryWith(credentials: AccessKey): Promise<number> {
  const client = createClient({ credentials, region: REGION, service: notesService.name });
  const { status } = await client.fetch(`${demo.notesUrl}/notes/alice/diary`);
  return status;
}

const root = () =>
  new IAMClient({ endpoint: demo.iamUrl, region: 'us-east-1', credentials: keyOf('root') });

describe('the demo', () => {
  it('lets alice read her diary and refuses bob, over the service channel', async () => {
    expect(await readDiary('alice')).toBe(200);
    expect(await readDiary('bob')).toBe(403);
  });

  it('keeps the keys where their owner alone can read them, and no secret in the log', () => {
    expect(statSync(demo.files.credentialsFile).mode & 0o777).toBe(0o600);
    for (const [, { secretAccessKey }] of demo.keys) expect(log).not.toContain(secretAccessKey);
  });

  it('has the audit records of the notes API in the log of the control plane', async () => {
    await readDiary('alice');
    const reported = log
      .split('\n')
      .filter((line) => line.includes('"reportedBy":"notes"'))
      .map((line) => JSON.parse(line));
    expect(reported).toContainEqual(
      expect.objectContaining({
        recordType: 'decision',
        eventSource: 'notes',
        eventName: 'notes:GetNote',
        outcome: 'allowed',
      }),
    );
  });

  it('lets bob read once root has taken back what refused him', async () => {
    await root().send(new DeleteUserPolicyCommand({ UserName: 'bob', PolicyName: 'NoDiaries' }));
    await vi.waitFor(async () => expect(await readDiary('bob')).toBe(200), { timeout: 20_000 });
  });

  it('lets carol read by the policy that the notes API contributes', async () => {
    const client = root();
    const UserName = 'carol';
    await client.send(new CreateUserCommand({ UserName }));
    const { AccessKey: made } = await client.send(new CreateAccessKeyCommand({ UserName }));
    const carol = {
      accessKeyId: made?.AccessKeyId ?? '',
      secretAccessKey: made?.SecretAccessKey ?? '',
    };
    expect(await readDiaryWith(carol)).toBe(403);
    const PolicyArn = 'arn:aws:iam::aws:policy/NotesReadOnlyAccess';
    await client.send(new AttachUserPolicyCommand({ UserName, PolicyArn }));
    await vi.waitFor(async () => expect(await readDiaryWith(carol)).toBe(200), {
      timeout: 20_000,
    });
  });

  it('refuses a key once it is inactive', async () => {
    await root().send(
      new UpdateAccessKeyCommand({
        UserName: 'bob',
        AccessKeyId: keyOf('bob').accessKeyId,
        Status: 'Inactive',
      }),
    );
    await vi.waitFor(async () => expect(await readDiary('bob')).toBe(403), { timeout: 20_000 });
  });

  it('has everybody and everything after the next start', async () => {
    const before = keyOf('alice');
    await demo.close();
    demo = await start();
    expect(keyOf('alice')).toEqual(before);
    expect(await readDiary('alice')).toBe(200);
  });
});
