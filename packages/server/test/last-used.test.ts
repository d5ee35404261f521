// What guarded services report of their callers is when keys and roles were last used.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  GenerateServiceLastAccessedDetailsCommand,
  GetAccessKeyLastUsedCommand,
  GetRoleCommand,
  GetServiceLastAccessedDetailsCommand,
  type IAMClient,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam';
import { createKeyRing, createSecrets } from '@ostiary/iam';
import { openSqliteStore } from '@ostiary/iam/sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ACCOUNT_ID, type ControlPlane, startControlPlane } from './control-plane.js';
import {
  assume,
  createRole,
  createUser,
  guardNotes,
  notesService,
  openChannel,
  REGION,
  rootClient,
} from './guarded-notes.js';
import type { Key } from './raw-call.js';

const folder = mkdtempSync(join(tmpdir(), 'ostiary-last-used-'));
const secrets = createSecrets(createKeyRing([randomBytes(32)]));
const start = async () =>
  startControlPlane({
    state: { store: await openSqliteStore(join(folder, 'ostiary.db')), secrets },
  });
const userArn = (name: string) => `arn:aws:iam::${ACCOUNT_ID}:user/${name}`;

let plane: ControlPlane;
let iam: IAMClient;
const keys: Record<string, Key> = {};

const lastUse = async (name: string) => {
  const AccessKeyId = keys[name]?.accessKeyId;
  const { AccessKeyLastUsed } = await iam.send(new GetAccessKeyLastUsedCommand({ AccessKeyId }));
  return AccessKeyLastUsed;
};

/** What was noted is written when the control plane ends, if not before. */
beforeAll(async () => {
  plane = await start();
  iam = rootClient(plane);
  for (const name of ['alice', 'denied', 'idle', 'foreign', 'host']) {
    keys[name] = await createUser(iam, name);
  }
  await iam.send(
    new PutUserPolicyCommand({
      ...{ UserName: 'alice', PolicyName: 'notes' },
      PolicyDocument: JSON.stringify({
        Version: '2012-10-17',
        Statement: { Effect: 'Allow', Action: ['notes:*', 'billing:*'], Resource: '*' },
      }),
    }),
  );
  await createRole(iam, 'reader', 'host', { Action: 'notes:*' });
  await createRole(iam, 'unused', 'host', { Action: 'notes:*' });

  const { channel } = await openChannel(plane, 'notes');
  await channel.register(notesService());
  const notes = await guardNotes(channel);
  expect(await notes.get(keys.alice as Key)).toBe(200);
  expect(await notes.get(keys.denied as Key)).toBe(403);
  expect(await notes.get(await assume(plane, keys.host as Key, 'reader'))).toBe(200);

  const decision = (accessKeyId: string | undefined, more: object = {}) => ({
    ...{ recordType: 'decision', eventTime: new Date().toISOString(), requestID: 'r' },
    ...{ eventSource: 'notes', awsRegion: REGION },
    userIdentity: { type: 'User', accountId: ACCOUNT_ID, accessKeyId },
    ...more,
  });
  const foreign = keys.foreign?.accessKeyId;
  const anotherAccount = { accountId: '210987654321', accessKeyId: foreign };
  for (const record of [
    decision('AKIAUNKNOWNUNKNOWN00'),
    decision(undefined),
    decision(foreign, { userIdentity: anotherAccount }),
    decision(foreign, { awsRegion: 'eu west\u0000' }),
    decision(foreign, { awsRegion: undefined }),
    decision(foreign, { userIdentity: { accessKeyId: { $ne: '' }, accountId: ACCOUNT_ID } }),
    decision(foreign, { recordType: 'outcome' }),
    decision(keys.idle?.accessKeyId, { eventSource: 'iam', service: 'iam' }),
  ]) {
    await channel.audit.record(record);
  }
  await notes.close();
  await plane.close();
  plane = await start();
  iam = rootClient(plane);
});
afterAll(async () => {
  await plane.close();
  rmSync(folder, { recursive: true });
});

describe('a call of a guarded service', () => {
  it.each(['alice', 'denied'])('is a use of the key of %s, allowed or not', async (name) => {
    expect(await lastUse(name)).toEqual({
      ...{ ServiceName: 'notes', Region: REGION },
      LastUsedDate: expect.any(Date),
    });
  });

  it('is a use of the role whose session called', async () => {
    const used = await iam.send(new GetRoleCommand({ RoleName: 'reader' }));
    expect(used.Role?.RoleLastUsed).toEqual({ Region: REGION, LastUsedDate: expect.any(Date) });
    const unused = await iam.send(new GetRoleCommand({ RoleName: 'unused' }));
    expect(unused.Role?.RoleLastUsed).toEqual({});
  });

  it('is in the report of the access advisor', async () => {
    const Arn = userArn('alice');
    const { JobId } = await iam.send(new GenerateServiceLastAccessedDetailsCommand({ Arn }));
    const report = await iam.send(new GetServiceLastAccessedDetailsCommand({ JobId }));
    expect(report.ServicesLastAccessed).toMatchObject([
      { ServiceNamespace: 'billing', TotalAuthenticatedEntities: 0 },
      {
        ...{ ServiceNamespace: 'notes', TotalAuthenticatedEntities: 1 },
        ...{ LastAuthenticated: expect.any(Date), LastAuthenticatedRegion: REGION },
        LastAuthenticatedEntity: Arn,
      },
    ]);
  });

  it('is a use of the role by which the service asks', async () => {
    const { Role } = await iam.send(new GetRoleCommand({ RoleName: 'notes-service' }));
    expect(Role?.RoleLastUsed?.LastUsedDate).toBeInstanceOf(Date);
  });
});

describe('a record of a service', () => {
  it('is of its own name, whatever it says', async () => {
    expect(await lastUse('idle')).toMatchObject({ ServiceName: 'notes' });
  });

  it('changes nothing when its key is not of the account that it names, or it is no decision', async () => {
    expect(await lastUse('foreign')).toEqual({ ServiceName: 'N/A', Region: 'N/A' });
  });
});
