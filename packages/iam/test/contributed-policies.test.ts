// Managed policies that services contribute: what they may hold, whom they bind, how they change and go.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { restoreBackup, writeBackup } from '../src/backup.js';
import {
  createKeyRing,
  createMemoryStore,
  createSecrets,
  DEPLOYMENT,
  type Iam,
  type OperationCaller,
  type Store,
} from '../src/index.js';
import { openMasterKey } from '../src/master-key.js';
import { openSqliteStore } from '../src/sqlite.js';
import { MANAGED_POLICIES } from '../src/tables/managed-policies.js';
import { alice, NOW, openIam, stranger } from './open-iam.js';
import { allowing } from './policy-text.js';
import { arnOf, trusts } from './world.js';

const NAME = 'NotesReadOnlyAccess';
const ARN = `arn:aws:iam::aws:policy/${NAME}`;
const notes = sessionOf('notes', 'AROANOTESNOTESNOTESNO');

let store: Store;
let iam: Iam;
beforeEach(async () => {
  store = createMemoryStore({ now: () => NOW });
  iam = await openIn(store);
});

async function openIn(kept: Store, more: object = {}): Promise<Iam> {
  const secrets = createSecrets(createKeyRing([randomBytes(32)]));
  const opened = openIam({ store: kept, secrets, ...more });
  for (const { accountId } of [alice, stranger]) {
    await opened.createAccount({ id: accountId, name: 'one' }).catch(() => undefined);
  }
  return opened;
}

function sessionOf(name: string, roleId: string): OperationCaller {
  return {
    ...alice,
    principal: {
      ...{ type: 'AssumedRole', accountId: alice.accountId, sessionName: 'one', roleId },
      arn: arnOf(`arn:aws:sts::123456789012:assumed-role/${name}/one`),
      roleArn: arnOf(`arn:aws:iam::123456789012:role/${name}`),
    },
  };
}

const policy = (statement: object, more: object = {}) => ({
  document: {
    Version: '2012-10-17',
    Statement: { Effect: 'Allow', Action: 'notes:Get*', Resource: '*', ...statement },
  },
  ...more,
});
const nested = (levels: number): unknown =>
  JSON.parse(`${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`);
const register = (managedPolicies: unknown, serviceName = 'notes', caller = notes, plane = iam) =>
  plane.guardedServices.register(caller, {
    serviceName,
    definition: JSON.stringify({ name: serviceName, managedPolicies }),
  });
const get = (caller = alice, plane = iam) => plane.execute('GetPolicy', { PolicyArn: ARN }, caller);
const versionsOf = async () =>
  (await iam.execute('ListPolicyVersions', { PolicyArn: ARN }, alice)).Versions ?? [];
const documentOf = async (VersionId: string) => {
  const input = { PolicyArn: ARN, VersionId };
  const { PolicyVersion } = await iam.execute('GetPolicyVersion', input, alice);
  return JSON.parse(PolicyVersion?.Document ?? '');
};
const namesListed = async (caller = alice, more: object = {}) => {
  const { Policies = [] } = await iam.execute('ListPolicies', { Scope: 'AWS', ...more }, caller);
  return Policies.map(({ PolicyName }) => PolicyName);
};
const bindings = async (plane = iam) => {
  const found = await plane.policies(alice.principal);
  return found?.identity.map(({ name }) => name);
};
const attach = (plane = iam) =>
  plane.execute('AttachUserPolicy', { UserName: 'alice', PolicyArn: ARN }, alice);
const detach = () => iam.execute('DetachUserPolicy', { UserName: 'alice', PolicyArn: ARN }, alice);

describe('a policy that a service contributes', () => {
  it('is one of the deployment, in every account', async () => {
    await register({ [NAME]: policy({}, { description: 'Allows to read notes.' }) });
    for (const caller of [alice, stranger]) {
      expect(await get(caller)).toEqual({
        Policy: {
          ...{ PolicyName: NAME, Arn: ARN, Path: '/', DefaultVersionId: 'v1' },
          PolicyId: expect.stringMatching(/^ANPA[A-Z2-7]{17}$/),
          ...{ AttachmentCount: 0, PermissionsBoundaryUsageCount: 0, IsAttachable: true },
          ...{ CreateDate: NOW, UpdateDate: NOW, Tags: [] },
          Description: 'Allows to read notes.',
        },
      });
      expect(await namesListed(caller)).toContain(NAME);
    }
    expect(await namesListed(alice, { Scope: 'Local' })).toEqual([]);
    expect(await documentOf('v1')).toEqual(policy({}).document);
  });

  it('is listed in its place among the others, page by page', async () => {
    await register({ [NAME]: policy({}), NotesAdmin: policy({}, { path: '/ops/' }) });
    const all = await namesListed();
    expect(all).toEqual([...all].sort((a = '', b = '') => (a < b ? -1 : 1)));
    expect(all).toHaveLength(9);
    const paged: (string | undefined)[] = [];
    for (let Marker: string | undefined, more = true; more; ) {
      const input = { Scope: 'AWS', MaxItems: 2, Marker };
      const page = await iam.execute('ListPolicies', input, alice);
      paged.push(...(page.Policies ?? []).map(({ PolicyName }) => PolicyName));
      Marker = page.Marker;
      more = page.IsTruncated ?? false;
    }
    expect(paged).toEqual(all);
    expect(await namesListed(alice, { PathPrefix: '/ops/' })).toEqual(['NotesAdmin']);
  });

  it('binds whom it is attached to, and is shown among what grants in the account', async () => {
    await register({ [NAME]: policy({}) });
    await iam.execute('CreateUser', { UserName: 'alice' }, alice);
    await attach();
    expect(await bindings()).toEqual([ARN]);
    const Filter = ['AWSManagedPolicy'];
    const details = await iam.execute('GetAccountAuthorizationDetails', { Filter }, alice);
    expect(details.Policies).toMatchObject([
      { Arn: ARN, PolicyVersionList: [{ VersionId: 'v1' }] },
    ]);
    await detach();
    expect(await bindings()).toEqual([]);
  });

  it('is a boundary', async () => {
    await register({ [NAME]: policy({}) });
    await iam.execute('CreateUser', { UserName: 'alice', PermissionsBoundary: ARN }, alice);
    const found = await iam.policies(alice.principal);
    expect(found?.permissionsBoundary?.map(({ name }) => name)).toEqual([ARN]);
  });

  it('is there for another instance over the same store, which hears of it', async () => {
    const other = await openIn(store);
    await other.execute('CreateUser', { UserName: 'alice' }, alice);
    const tables: string[][] = [];
    const stop = other.watch((change) => tables.push(change?.rows.map(({ table }) => table) ?? []));
    await register({ [NAME]: policy({}) });
    await attach(other);
    stop();
    expect(tables[0]).toContain('managed_policies');
    expect(await bindings(other)).toEqual([ARN]);
  });

  it.each([
    ['DeletePolicy', {}],
    ['CreatePolicyVersion', { PolicyDocument: allowing('*') }],
    ['DeletePolicyVersion', { VersionId: 'v1' }],
    ['SetDefaultPolicyVersion', { VersionId: 'v1' }],
    ['TagPolicy', { Tags: [{ Key: 'a', Value: '' }] }],
  ] as const)('is changed by no account: %s', async (name, more) => {
    await register({ [NAME]: policy({}) });
    const input = { PolicyArn: ARN, ...more } as never;
    await expect(iam.execute(name, input, alice)).rejects.toMatchObject({ code: 'AccessDenied' });
    expect((await get()).Policy).toMatchObject({ DefaultVersionId: 'v1', Tags: [] });
  });

  it('leaves the name free for accounts', async () => {
    await register({ [NAME]: policy({}) });
    const input = { PolicyName: NAME, PolicyDocument: allowing('notes:Put*') };
    const { Policy } = await iam.execute('CreatePolicy', input, alice);
    expect(Policy?.Arn).toBe(`arn:aws:iam::123456789012:policy/${NAME}`);
    expect(await documentOf('v1')).toEqual(policy({}).document);
  });

  it('is attached to the role of the service, and to no other, under /aws-service-role/', async () => {
    await register({ NotesServiceRolePolicy: policy({}, { path: '/aws-service-role/' }) });
    const PolicyArn = 'arn:aws:iam::aws:policy/aws-service-role/NotesServiceRolePolicy';
    const service = { AWSServiceName: 'notes.example.com' };
    await iam.execute('CreateServiceLinkedRole', service, alice);
    const RoleName = 'AWSServiceRoleForNotes';
    expect(await iam.execute('ListAttachedRolePolicies', { RoleName }, alice)).toMatchObject({
      AttachedPolicies: [{ PolicyArn }],
    });
    const AssumeRolePolicyDocument = JSON.stringify(trusts('*'));
    await iam.execute('CreateUser', { UserName: 'ann' }, alice);
    await iam.execute('CreateGroup', { GroupName: 'all' }, alice);
    await iam.execute('CreateRole', { RoleName: 'own', AssumeRolePolicyDocument }, alice);
    const bound = { PermissionsBoundary: PolicyArn };
    for (const refused of [
      iam.execute('AttachUserPolicy', { UserName: 'ann', PolicyArn }, alice),
      iam.execute('AttachGroupPolicy', { GroupName: 'all', PolicyArn }, alice),
      iam.execute('AttachRolePolicy', { RoleName: 'own', PolicyArn }, alice),
      iam.execute('PutUserPermissionsBoundary', { UserName: 'ann', ...bound }, alice),
      iam.execute('PutRolePermissionsBoundary', { RoleName: 'own', ...bound }, alice),
    ]) {
      await expect(refused).rejects.toMatchObject({ code: 'PolicyNotAttachable' });
    }
  });
});

describe('a change of the definition', () => {
  it('of a document is a new version, in force at once for whom it is attached to', async () => {
    await register({ [NAME]: policy({}) });
    await iam.execute('CreateUser', { UserName: 'alice' }, alice);
    await attach();
    const before = (await get()).Policy?.PolicyId;
    await register({ [NAME]: policy({ Action: 'notes:List*' }) });
    expect((await get()).Policy).toMatchObject({ PolicyId: before, DefaultVersionId: 'v2' });
    expect(await versionsOf()).toMatchObject([
      { VersionId: 'v2', IsDefaultVersion: true },
      { VersionId: 'v1', IsDefaultVersion: false },
    ]);
    expect(await documentOf('v1')).toEqual(policy({}).document);
    const [bound] = (await iam.policies(alice.principal))?.identity ?? [];
    expect(bound?.policy.statements[0]?.action.patterns).toEqual(['notes:List*']);
  });

  it('keeps the newest five versions, and gives no number twice', async () => {
    for (const n of [1, 2, 3, 4, 5, 6, 7]) await register({ [NAME]: policy({ Sid: `s${n}` }) });
    const ids = (await versionsOf()).map(({ VersionId }) => VersionId);
    expect(ids).toEqual(['v7', 'v6', 'v5', 'v4', 'v3']);
  });

  it('that is none changes nothing', async () => {
    await register({ [NAME]: policy({}) });
    const revision = await iam.revision();
    await register({ [NAME]: policy({}) });
    expect(await iam.revision()).toBe(revision);
  });

  it('of a description alone is no new version', async () => {
    await register({ [NAME]: policy({}) });
    await register({ [NAME]: policy({}, { description: 'new' }) });
    expect((await get()).Policy).toMatchObject({ DefaultVersionId: 'v1', Description: 'new' });
  });

  it('that leaves a policy out takes it away where nobody has it', async () => {
    await register({ [NAME]: policy({}) });
    await register({});
    await expect(get()).rejects.toMatchObject({ code: 'NoSuchEntity' });
    expect(await namesListed()).not.toContain(NAME);
  });

  it('that leaves a policy out withdraws it where somebody has it, in whichever account', async () => {
    await register({ [NAME]: policy({}) });
    await iam.execute('CreateUser', { UserName: 'alice' }, alice);
    await attach();
    await register({});
    expect(await bindings()).toEqual([ARN]);
    expect((await get()).Policy).toMatchObject({ IsAttachable: false, AttachmentCount: 1 });
    expect(await namesListed(alice)).toContain(NAME);
    expect(await namesListed(stranger)).not.toContain(NAME);

    await iam.execute('CreateUser', { UserName: 'bob' }, alice);
    const notAttachable = {
      code: 'NoSuchEntity',
      message: `Policy ${ARN} does not exist or is not attachable.`,
    };
    const bob = { UserName: 'bob', PolicyArn: ARN };
    await expect(iam.execute('AttachUserPolicy', bob, alice)).rejects.toMatchObject(notAttachable);
    const bounded = { UserName: 'carol', PermissionsBoundary: ARN };
    await expect(iam.execute('CreateUser', bounded, alice)).rejects.toMatchObject({
      code: 'NoSuchEntity',
    });

    await register({ [NAME]: policy({}) });
    expect((await get()).Policy).toMatchObject({ IsAttachable: true, DefaultVersionId: 'v1' });

    await register({});
    await detach();
    await register({});
    await expect(get()).rejects.toMatchObject({ code: 'NoSuchEntity' });
  });

  it('that takes a policy back after it was taken away makes another one', async () => {
    await register({ [NAME]: policy({}) });
    const first = (await get()).Policy?.PolicyId;
    await register({});
    await register({ [NAME]: policy({ Action: 'notes:*' }) });
    expect((await get()).Policy).toMatchObject({
      DefaultVersionId: 'v1',
      PolicyId: expect.not.stringMatching(first ?? ''),
    });
  });
});

describe('a registration is refused, and changes nothing,', () => {
  const foreign = { code: 'ValidationError', message: expect.stringContaining('`notes` alone') };
  const invalid = { code: 'ValidationError' };
  const malformed = { code: 'MalformedPolicyDocument' };

  it.each<readonly [string, unknown, object]>([
    ['that allows everything', { NotesAll: policy({ Action: '*' }) }, foreign],
    ['that allows actions of iam', { NotesAll: policy({ Action: ['notes:*', 'iam:*'] }) }, foreign],
    ['of another service', { NotesAll: policy({ Action: 'billing:GetBill' }) }, foreign],
    ['of a service of a longer name', { NotesAll: policy({ Action: 'notes2:*' }) }, foreign],
    [
      'that allows all but something',
      { NotesAll: policy({ Action: undefined, NotAction: 'notes:DeleteNote' }) },
      foreign,
    ],
    [
      'that denies what is not its own',
      { NotesAll: policy({ Effect: 'Deny', Action: 'iam:*' }) },
      foreign,
    ],
    [
      'that denies all but something',
      { NotesAll: policy({ Effect: 'Deny', Action: undefined, NotAction: 'notes:*' }) },
      foreign,
    ],
    ['with a wildcard in the service', { NotesAll: policy({ Action: 'n*:GetNote' }) }, malformed],
    [
      'whose second statement reaches further',
      {
        NotesAll: {
          document: {
            Version: '2012-10-17',
            Statement: [
              { Effect: 'Allow', Action: 'notes:*', Resource: '*' },
              { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: '*' },
            ],
          },
        },
      },
      foreign,
    ],
    ['by the name of a built-in one', { AdministratorAccess: policy({}) }, invalid],
    ['by a name that is not after the service', { ReadNotes: policy({}) }, invalid],
    ['by a name that is after a longer one', { NotesomeAccess: policy({}) }, invalid],
    ['by a name with a slash', { 'Notes/Read': policy({}) }, invalid],
    ['by a name that is too long', { [`Notes${'X'.repeat(124)}`]: policy({}) }, invalid],
    ['under a path that is none', { NotesAll: policy({}, { path: 'ops' }) }, invalid],
    [
      'with a longer description',
      { NotesAll: policy({}, { description: 'x'.repeat(1001) }) },
      invalid,
    ],
    ['with a member too many', { NotesAll: policy({}, { policyId: 'ANPA' }) }, invalid],
    ['without a document', { NotesAll: {} }, invalid],
    ['with a document as text', { NotesAll: { document: allowing('notes:*') } }, invalid],
    ['with a principal', { NotesAll: policy({ Principal: '*' }) }, malformed],
    [
      'with a document of the older version',
      { NotesAll: { document: { Statement: [] } } },
      malformed,
    ],
    [
      'with a document that is too long',
      { NotesAll: policy({ Resource: `arn:aws:notes:::${'x'.repeat(6200)}` }) },
      { code: 'LimitExceeded' },
    ],
    [
      'in two cases',
      { NotesRead: policy({}), NOTESRead: policy({}) },
      { code: 'EntityAlreadyExists' },
    ],
    ['as a list', [policy({})], invalid],
    ['as null', null, invalid],
    ['that are nested without end', { NotesAll: { document: nested(1000) } }, invalid],
    [
      'by the hundred and one',
      Object.fromEntries(Array.from({ length: 101 }, (_, n) => [`Notes${n}`, policy({})])),
      { code: 'LimitExceeded' },
    ],
  ])('with policies %s', async (_what, managedPolicies, refusal) => {
    await register({ [NAME]: policy({}) });
    const before = [await iam.revision(), await iam.guardedServices.list(alice)];
    const all = typeof managedPolicies === 'object' && !Array.isArray(managedPolicies);
    const wanted =
      all && managedPolicies ? { NotesFirst: policy({}), ...managedPolicies } : managedPolicies;
    await expect(register(wanted)).rejects.toMatchObject(refusal);
    expect([await iam.revision(), await iam.guardedServices.list(alice)]).toEqual(before);
    expect(await namesListed()).not.toContain('NotesFirst');
    expect((await get()).Policy).toMatchObject({ DefaultVersionId: 'v1', IsAttachable: true });
  });

  it('with a policy that another service has, whose name differs by hyphens', async () => {
    await register({ [NAME]: policy({}) });
    const other = sessionOf('other', 'AROAOTHEROTHEROTHEROT');
    const taken = { NoTesReadOnlyAccess: policy({ Action: 'no-tes:*' }) };
    await expect(register(taken, 'no-tes', other)).rejects.toMatchObject({
      code: 'EntityAlreadyExists',
    });
    expect(await iam.guardedServices.list(alice)).toHaveLength(1);
    expect(await documentOf('v1')).toEqual(policy({}).document);
  });

  it('with the name of a built-in policy, by a service that is named so', async () => {
    const read = sessionOf('read', 'AROAREADREADREADREADR');
    await expect(
      register({ ReadOnlyAccess: policy({ Action: 'read:*' }) }, 'read', read),
    ).rejects.toMatchObject({ code: 'EntityAlreadyExists' });
    expect(await iam.guardedServices.list(alice)).toEqual([]);
  });

  it('with a policy that moved', async () => {
    await register({ [NAME]: policy({}) });
    await expect(register({ [NAME]: policy({}, { path: '/ops/' }) })).rejects.toMatchObject(
      invalid,
    );
    expect((await get()).Policy?.Path).toBe('/');
  });

  it('by another role, whatever the policies are', async () => {
    await register({ [NAME]: policy({}) });
    const intruder = sessionOf('notes', 'AROAREMADEREMADEREMAD');
    const wider = { [NAME]: policy({ Action: 'notes:*' }) };
    await expect(register(wider, 'notes', intruder)).rejects.toMatchObject({
      code: 'AccessDenied',
    });
    expect((await get()).Policy?.DefaultVersionId).toBe('v1');
  });

  it('where it is no JSON', async () => {
    const service = { serviceName: 'notes', definition: 'notes' };
    await expect(iam.guardedServices.register(notes, service)).rejects.toMatchObject(invalid);
  });
});

describe('over time', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ostiary-contributed-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('what a service contributed outlives a restart, and goes with a backup', async () => {
    const file = join(folder, 'first.db');
    const keyFile = join(folder, 'key');
    let kept = await openSqliteStore(file);
    const ring = await openMasterKey({ store: kept, file: keyFile, create: true });
    const secrets = createSecrets(ring);
    const first = await openIn(kept, { secrets });
    await register({ [NAME]: policy({}) }, 'notes', notes, first);
    await register({ [NAME]: policy({ Action: 'notes:List*' }) }, 'notes', notes, first);
    await first.execute('CreateUser', { UserName: 'alice' }, alice);
    await attach(first);
    await kept.close();

    kept = await openSqliteStore(file);
    const second = openIam({ store: kept, secrets });
    expect((await get(alice, second)).Policy?.DefaultVersionId).toBe('v2');
    expect(await bindings(second)).toEqual([ARN]);

    const backup = join(folder, 'backup');
    await writeBackup({ store: kept, file: backup });
    await kept.close();
    const restored = await openSqliteStore(join(folder, 'second.db'));
    await restoreBackup({ store: restored, file: backup, ring });
    const third = openIam({ store: restored, secrets });
    expect((await get(alice, third)).Policy?.DefaultVersionId).toBe('v2');
    expect(await bindings(third)).toEqual([ARN]);
    await restored.close();
  });

  it('a policy that is gone can still be detached', async () => {
    await register({ [NAME]: policy({}) });
    await iam.execute('CreateUser', { UserName: 'alice' }, alice);
    await attach();
    await store.transact(
      { accountId: alice.accountId, operation: 'Test', requestId: 'x', principal: 'x' },
      async (writer) => {
        for (const row of await writer.list(MANAGED_POLICIES, { accountId: DEPLOYMENT })) {
          await writer.remove(MANAGED_POLICIES, row);
        }
      },
    );
    expect(await bindings()).toEqual([]);
    await detach();
    await iam.execute('DeleteUser', { UserName: 'alice' }, alice);
    await expect(detach()).rejects.toMatchObject({ code: 'NoSuchEntity' });
  });
});
