// The access advisor, through the domain's door: who may call which service, and when they did.
import { beforeEach, describe, expect, it } from 'vitest';
import type { CredentialUse, Iam } from '../src/index.js';
import { alice, NOW, openIam, stranger } from './open-iam.js';
import { allowing } from './policy-text.js';
import { trust } from './trust-document.js';

const ACCOUNT = 'arn:aws:iam::123456789012:';
const BOB = `${ACCOUNT}user/it/bob`;
const CAROL = `${ACCOUNT}user/carol`;
const OPS = `${ACCOUNT}group/ops`;
const BUILDER = `${ACCOUNT}role/builder`;
const NOTES = `${ACCOUNT}policy/Notes`;
const READ_ONLY = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
const HOUR = 60 * 60 * 1000;

let iam: Iam;
let now: Date;
const use = (kind: CredentialUse['kind'], id: string, service: string, region = 'eu-west-1') => {
  iam.recordUse({ accountId: alice.accountId, kind, id, service, region });
  return iam.writeUses();
};

beforeEach(async () => {
  now = NOW;
  iam = openIam({ now: () => now });
  await iam.execute('CreateUser', { UserName: 'bob', Path: '/it/' }, alice);
  await iam.execute('CreateUser', { UserName: 'carol' }, alice);
  await iam.execute('CreateGroup', { GroupName: 'ops' }, alice);
  for (const UserName of ['bob', 'carol']) {
    await iam.execute('AddUserToGroup', { GroupName: 'ops', UserName }, alice);
  }
  const role = { RoleName: 'builder', AssumeRolePolicyDocument: trust() };
  const { Role } = await iam.execute('CreateRole', role, alice);
  const document = { PolicyDocument: allowing('notes:GetNote') };
  await iam.execute('CreatePolicy', { PolicyName: 'Notes', ...document }, alice);
  await iam.execute('AttachGroupPolicy', { GroupName: 'ops', PolicyArn: NOTES }, alice);
  await iam.execute('AttachRolePolicy', { RoleName: 'builder', PolicyArn: NOTES }, alice);
  const files = { PolicyName: 'files', PolicyDocument: allowing('files:*') };
  await iam.execute('PutUserPolicy', { UserName: 'bob', ...files }, alice);
  const keys = await Promise.all(
    ['bob', 'carol'].map((UserName) => iam.execute('CreateAccessKey', { UserName }, alice)),
  );
  const [bob = '', carol = ''] = keys.map(({ AccessKey }) => AccessKey.AccessKeyId);
  await use('access-key', bob, 'notes');
  now = new Date(NOW.getTime() + HOUR);
  await use('access-key', carol, 'notes', 'us-east-1');
  await use('access-key', carol, 'other');
  now = new Date(NOW.getTime() + 2 * HOUR);
  await use('role', Role.RoleId, 'notes');
});

const generate = async (Arn: string, more: object = {}) =>
  (await iam.execute('GenerateServiceLastAccessedDetails', { Arn, ...more }, alice)).JobId ?? '';
const details = (JobId: string, more: object = {}) =>
  iam.execute('GetServiceLastAccessedDetails', { JobId, ...more }, alice);

describe('GetServiceLastAccessedDetails', () => {
  const never = { TotalAuthenticatedEntities: 0 };
  const at = (hours: number, LastAuthenticatedEntity: string, rest: object = {}) => ({
    LastAuthenticated: new Date(NOW.getTime() + hours * HOUR),
    LastAuthenticatedEntity,
    LastAuthenticatedRegion: 'eu-west-1',
    TotalAuthenticatedEntities: 1,
    ...rest,
  });

  it.each<[string, Readonly<Record<string, object>>]>([
    [BOB, { files: never, notes: at(0, BOB) }],
    [CAROL, { notes: at(1, CAROL, { LastAuthenticatedRegion: 'us-east-1' }) }],
    [
      OPS,
      {
        notes: at(1, CAROL, {
          LastAuthenticatedRegion: 'us-east-1',
          TotalAuthenticatedEntities: 2,
        }),
      },
    ],
    [BUILDER, { notes: at(2, BUILDER) }],
    [NOTES, { notes: at(2, BUILDER, { TotalAuthenticatedEntities: 3 }) }],
  ])('names the services that %s lets call, and the last call of each', async (arn, services) => {
    const { ServicesLastAccessed, ...job } = await details(await generate(arn));
    expect(job).toEqual({
      JobStatus: 'COMPLETED',
      JobType: 'SERVICE_LEVEL',
      JobCreationDate: now,
      JobCompletionDate: now,
      IsTruncated: false,
    });
    expect(ServicesLastAccessed).toEqual(
      Object.entries(services).map(([service, use]) => ({
        ServiceName: service,
        ServiceNamespace: service,
        ...use,
      })),
    );
  });

  it('takes a wildcard for every service that is known', async () => {
    const PolicyArn = 'arn:aws:iam::aws:policy/AdministratorAccess';
    await iam.execute('AttachUserPolicy', { UserName: 'carol', PolicyArn }, alice);
    const { ServicesLastAccessed } = await details(await generate(CAROL));
    expect(ServicesLastAccessed.map(({ ServiceNamespace }) => ServiceNamespace)).toEqual([
      'iam',
      'notes',
      'other',
      'sts',
    ]);
  });

  it('goes through the services in pages', async () => {
    const job = await generate(BOB);
    const first = await details(job, { MaxItems: 1 });
    expect(first).toMatchObject({
      IsTruncated: true,
      ServicesLastAccessed: [{ ServiceNamespace: 'files' }],
    });
    expect(await details(job, { MaxItems: 1, Marker: first.Marker })).toMatchObject({
      IsTruncated: false,
      ServicesLastAccessed: [{ ServiceNamespace: 'notes' }],
    });
  });

  it('is kept for a week, in its account alone', async () => {
    const JobId = await generate(BOB, { Granularity: 'ACTION_LEVEL' });
    expect(JobId).toHaveLength(36);
    expect(await details(JobId)).toMatchObject({ JobType: 'ACTION_LEVEL' });
    const elsewhere = iam.execute('GetServiceLastAccessedDetails', { JobId }, stranger);
    await expect(elsewhere).rejects.toMatchObject({ code: 'NoSuchEntity' });
    now = new Date(now.getTime() + 7 * 24 * HOUR);
    await details(JobId);
    now = new Date(now.getTime() + 1);
    await expect(details(JobId)).rejects.toMatchObject({ code: 'NoSuchEntity' });
    await generate(BOB);
    await expect(details(JobId)).rejects.toMatchObject({ code: 'NoSuchEntity' });
  });

  it('knows nothing of a user that was made again', async () => {
    for (const GroupName of ['ops']) {
      await iam.execute('RemoveUserFromGroup', { GroupName, UserName: 'carol' }, alice);
    }
    const { AccessKeyMetadata } = await iam.execute('ListAccessKeys', { UserName: 'carol' }, alice);
    for (const { AccessKeyId = '' } of AccessKeyMetadata) {
      await iam.execute('DeleteAccessKey', { UserName: 'carol', AccessKeyId }, alice);
    }
    await iam.execute('DeleteUser', { UserName: 'carol' }, alice);
    await iam.execute('CreateUser', { UserName: 'carol' }, alice);
    await iam.execute('AddUserToGroup', { GroupName: 'ops', UserName: 'carol' }, alice);
    expect((await details(await generate(CAROL))).ServicesLastAccessed).toEqual([
      { ServiceName: 'notes', ServiceNamespace: 'notes', TotalAuthenticatedEntities: 0 },
    ]);
  });
});

describe('GetServiceLastAccessedDetailsWithEntities', () => {
  const entities = (JobId: string, ServiceNamespace: string, more: object = {}) => {
    const input = { JobId, ServiceNamespace, ...more };
    return iam.execute('GetServiceLastAccessedDetailsWithEntities', input, alice);
  };

  it('names who called the service, and when', async () => {
    const job = await generate(NOTES);
    const { EntityDetailsList, ...rest } = await entities(job, 'notes');
    expect(rest).toMatchObject({ JobStatus: 'COMPLETED', IsTruncated: false });
    const byName = EntityDetailsList.toSorted((a, b) =>
      a.EntityInfo.Name < b.EntityInfo.Name ? -1 : 1,
    );
    expect(byName).toEqual([
      {
        EntityInfo: {
          Arn: BOB,
          Name: 'bob',
          Type: 'USER',
          Id: expect.stringMatching(/^AIDA/),
          Path: '/it/',
        },
        LastAuthenticated: NOW,
      },
      {
        EntityInfo: expect.objectContaining({ Name: 'builder', Type: 'ROLE', Arn: BUILDER }),
        LastAuthenticated: new Date(NOW.getTime() + 2 * HOUR),
      },
      {
        EntityInfo: expect.objectContaining({ Name: 'carol', Type: 'USER', Arn: CAROL }),
        LastAuthenticated: new Date(NOW.getTime() + HOUR),
      },
    ]);
    expect(await entities(job, 'files')).toMatchObject({ EntityDetailsList: [] });
    const first = await entities(job, 'notes', { MaxItems: 2 });
    expect(first.EntityDetailsList).toHaveLength(2);
    const second = await entities(job, 'notes', { MaxItems: 2, Marker: first.Marker });
    expect(second.EntityDetailsList).toHaveLength(1);
  });

  it('refuses a job that is none', async () => {
    const none = '00000000-0000-0000-0000-000000000000';
    const refusal = {
      code: 'NoSuchEntity',
      message: `The job with id ${none} cannot be found.`,
    };
    await expect(entities(none, 'notes')).rejects.toMatchObject(refusal);
    await expect(details(none)).rejects.toMatchObject(refusal);
  });
});

describe('ListPoliciesGrantingServiceAccess', () => {
  const list = async (Arn: string, ServiceNamespaces: string[], more: object = {}) =>
    iam.execute('ListPoliciesGrantingServiceAccess', { Arn, ServiceNamespaces, ...more }, alice);
  const notes = { PolicyName: 'Notes', PolicyType: 'MANAGED', PolicyArn: NOTES };
  const files = {
    PolicyName: 'files',
    PolicyType: 'INLINE',
    EntityType: 'USER',
    EntityName: 'bob',
  };

  it('is about what has policies alone', async () => {
    const input = { Arn: `${ACCOUNT}mfa/phone`, ServiceNamespaces: ['notes'] };
    await expect(
      iam.execute('ListPoliciesGrantingServiceAccess', input, alice),
    ).rejects.toMatchObject({ code: 'InvalidInput' });
  });

  it('names the policies that let somebody call each service', async () => {
    expect(await list(BOB, ['notes', 'files', 'iam'])).toEqual({
      PoliciesGrantingServiceAccess: [
        { ServiceNamespace: 'notes', Policies: [notes] },
        { ServiceNamespace: 'files', Policies: [files] },
        { ServiceNamespace: 'iam', Policies: [] },
      ],
      IsTruncated: false,
    });
    expect(await list(BUILDER, ['files'])).toMatchObject({
      PoliciesGrantingServiceAccess: [{ ServiceNamespace: 'files', Policies: [] }],
    });
  });

  it.each<[object, boolean]>([
    [{ Effect: 'Allow', Action: '*' }, true],
    [{ Effect: 'Allow', Action: 'NOTES:Get*' }, true],
    [{ Effect: 'Deny', Action: 'notes:*' }, false],
    [{ Effect: 'Allow', NotAction: 'files:*' }, true],
    [{ Effect: 'Allow', NotAction: 'notes:GetNote' }, true],
    [{ Effect: 'Allow', NotAction: 'notes:*' }, false],
    [{ Effect: 'Allow', NotAction: '*' }, false],
  ])('a statement %j grants notes: %s', async (statement, granted) => {
    const PolicyDocument = JSON.stringify({ Statement: { ...statement, Resource: '*' } });
    await iam.execute('CreateUser', { UserName: 'dave' }, alice);
    const input = { UserName: 'dave', PolicyName: 'own', PolicyDocument };
    await iam.execute('PutUserPolicy', input, alice);
    const { PoliciesGrantingServiceAccess } = await list(`${ACCOUNT}user/dave`, ['notes']);
    expect(PoliciesGrantingServiceAccess[0]?.Policies).toHaveLength(granted ? 1 : 0);
  });
});

describe('the access advisor', () => {
  it.each([
    ['GenerateServiceLastAccessedDetails', { Arn: BOB }, BOB],
    ['GenerateServiceLastAccessedDetails', { Arn: READ_ONLY }, READ_ONLY],
    ['GetServiceLastAccessedDetails', { JobId: 'x' }, '*'],
    ['GetServiceLastAccessedDetailsWithEntities', { JobId: 'x', ServiceNamespace: 'iam' }, '*'],
    ['ListPoliciesGrantingServiceAccess', { Arn: BOB, ServiceNamespaces: ['iam'] }, BOB],
  ] as const)('demands %s on what it is about', async (name, input, resource) => {
    const lengthened = 'JobId' in input ? { ...input, JobId: 'x'.repeat(36) } : input;
    expect(await iam.demands(name, lengthened as never, alice)).toMatchObject([
      { action: `iam:${name}`, resource },
    ]);
  });

  it.each([
    [`${ACCOUNT}user/nobody`, 'NoSuchEntity', 'The user with name nobody cannot be found.'],
    [`${ACCOUNT}policy/None`, 'NoSuchEntity', `Policy ${ACCOUNT}policy/None was not found.`],
    [`${ACCOUNT}mfa/device`, 'InvalidInput', /does not clearly define entity type and name/],
  ])('refuses a report on %s', async (arn, code, message) => {
    await expect(generate(arn)).rejects.toMatchObject({
      code,
      message: typeof message === 'string' ? message : expect.stringMatching(message),
    });
  });
});
