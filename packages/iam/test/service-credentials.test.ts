// Service-specific credentials, through the domain's door.
import { beforeEach, describe, expect, it } from 'vitest';
import { createMemoryStore, type Iam, type Store } from '../src/index.js';
import { SERVICE_CREDENTIALS } from '../src/tables/service-credentials.js';
import { alice, NOW, openIam } from './open-iam.js';

const USER_ARN = 'arn:aws:iam::123456789012:user/';
const ServiceName = 'codecommit.amazonaws.com';
const UserName = 'bob';

describe('a service-specific credential', () => {
  let iam: Iam;
  let store: Store;
  beforeEach(async () => {
    store = createMemoryStore();
    iam = openIam({ store });
    await iam.execute('CreateUser', { UserName }, alice);
    await iam.execute('CreateUser', { UserName: 'carol' }, alice);
  });
  const create = async (rest = {}) => {
    const input = { UserName, ServiceName, ...rest };
    const answer = await iam.execute('CreateServiceSpecificCredential', input, alice);
    if (answer.ServiceSpecificCredential === undefined) throw new Error('no credential');
    const { ServicePassword, ...shape } = answer.ServiceSpecificCredential;
    return { ServicePassword, shape, id: shape.ServiceSpecificCredentialId };
  };
  const list = (input = {}) => iam.execute('ListServiceSpecificCredentials', input, alice);

  it('has a name made of its user and account, and a password that is shown once', async () => {
    const { ServicePassword = '', shape } = await create();
    expect(shape).toEqual({
      ...{ UserName, ServiceName, Status: 'Active', CreateDate: NOW },
      ServiceSpecificCredentialId: expect.stringMatching(/^ACCA[A-Z2-7]{17}$/),
      ServiceUserName: 'bob-at-123456789012',
    });
    expect(ServicePassword).toMatch(/^[A-Za-z0-9+/]{44}$/);
    const answer = await list({ UserName });
    expect(answer).toEqual({ ServiceSpecificCredentials: [shape], IsTruncated: false });
    const stored = await store.read((reader) =>
      reader.list(SERVICE_CREDENTIALS, { accountId: alice.accountId }),
    );
    expect(JSON.stringify([answer, stored])).not.toContain(ServicePassword);
  });

  it('ends after the days it was given', async () => {
    const { shape } = await create({ CredentialAgeDays: 30 });
    expect(shape.ExpirationDate).toEqual(new Date('2026-12-24T12:00:00Z'));
  });

  it('is one of two for each service, with names of their own', async () => {
    await create();
    expect((await create()).shape.ServiceUserName).toBe('bob+1-at-123456789012');
    await expect(create()).rejects.toMatchObject({
      code: 'LimitExceeded',
      message: 'Cannot exceed quota for ServiceSpecificCredentialsPerUser: 2',
    });
    await create({ ServiceName: 'cassandra.amazonaws.com' });
    await iam.execute('UpdateUser', { UserName, NewUserName: 'robert' }, alice);
    await iam.execute('CreateUser', { UserName }, alice);
    expect((await create()).shape.ServiceUserName).toBe('bob+2-at-123456789012');
  });

  it('is for services that have them', async () => {
    await expect(create({ ServiceName: 's3.amazonaws.com' })).rejects.toMatchObject({
      code: 'NotSupportedService',
    });
  });

  it('is made inactive, gets another password, and is deleted', async () => {
    const { id, shape, ServicePassword } = await create();
    const input = { UserName, ServiceSpecificCredentialId: id };
    await iam.execute('UpdateServiceSpecificCredential', { ...input, Status: 'Inactive' }, alice);
    expect((await list({ UserName })).ServiceSpecificCredentials).toMatchObject([
      { Status: 'Inactive' },
    ]);
    const reset = await iam.execute('ResetServiceSpecificCredential', input, alice);
    const { ServicePassword: other, ...rest } = reset.ServiceSpecificCredential ?? {};
    expect(rest).toEqual({ ...shape, Status: 'Inactive' });
    expect(other).toMatch(/^[A-Za-z0-9+/]{44}$/);
    expect(other).not.toBe(ServicePassword);
    await iam.execute('DeleteServiceSpecificCredential', input, alice);
    expect((await list({ UserName })).ServiceSpecificCredentials).toEqual([]);
  });

  it('is listed by service, of all users where that is asked, and in pages', async () => {
    await create();
    await create({ UserName: 'carol', ServiceName: 'cassandra.amazonaws.com' });
    const users = async (input: object) =>
      (await list(input)).ServiceSpecificCredentials?.map((item) => item.UserName).sort();
    expect(await users({ AllUsers: true })).toEqual(['bob', 'carol']);
    expect(await users({ AllUsers: true, ServiceName })).toEqual(['bob']);
    expect(await users({ UserName: 'carol', ServiceName })).toEqual([]);
    const first = await list({ AllUsers: true, MaxItems: 1 });
    expect(first.IsTruncated).toBe(true);
    const second = await list({ AllUsers: true, MaxItems: 1, Marker: first.Marker });
    expect(second.ServiceSpecificCredentials).toHaveLength(1);
    expect(await iam.demands('ListServiceSpecificCredentials', { AllUsers: true }, alice)).toEqual([
      {
        action: 'iam:ListServiceSpecificCredentials',
        resource: `${USER_ARN}*`,
        context: [],
      },
    ]);
  });

  it('keeps its user from being deleted', async () => {
    await create();
    await expect(iam.execute('DeleteUser', { UserName }, alice)).rejects.toMatchObject({
      code: 'DeleteConflict',
      message: 'Cannot delete entity, must remove referenced objects first.',
    });
  });

  it('is demanded with its service and its age', async () => {
    const input = { UserName, ServiceName, CredentialAgeDays: 30 };
    expect(await iam.demands('CreateServiceSpecificCredential', input, alice)).toMatchObject([
      {
        action: 'iam:CreateServiceSpecificCredential',
        resource: `${USER_ARN}bob`,
        context: [
          ['iam:ServiceSpecificCredentialServiceName', ServiceName],
          ['iam:ServiceSpecificCredentialAgeDays', '30'],
        ],
      },
    ]);
  });

  const ServiceSpecificCredentialId = 'ACCANOSUCHCREDENTIAL2';
  it.each([
    ['UpdateServiceSpecificCredential', { ServiceSpecificCredentialId, Status: 'Active' }],
    ['ResetServiceSpecificCredential', { ServiceSpecificCredentialId }],
    ['DeleteServiceSpecificCredential', { ServiceSpecificCredentialId }],
  ] as const)('that is not there, or of another user, is none for %s', async (name, input) => {
    const { id } = await create({ UserName: 'carol' });
    for (const credentialId of [ServiceSpecificCredentialId, id]) {
      const whole = { ...input, UserName, ServiceSpecificCredentialId: credentialId };
      await expect(iam.execute(name, whole, alice)).rejects.toMatchObject({
        code: 'NoSuchEntity',
        message: `The service specific credential with id ${credentialId} cannot be found.`,
      });
    }
  });

  it.each([
    ['CreateServiceSpecificCredential', { ServiceName }],
    ['ListServiceSpecificCredentials', {}],
    ['UpdateServiceSpecificCredential', { ServiceSpecificCredentialId, Status: 'Active' }],
    ['ResetServiceSpecificCredential', { ServiceSpecificCredentialId }],
    ['DeleteServiceSpecificCredential', { ServiceSpecificCredentialId }],
  ] as const)(
    'is demanded on its user, and none of one who is not there: %s',
    async (name, input) => {
      const whole = { ...input, UserName: 'nobody' };
      await expect(iam.execute(name, whole, alice)).rejects.toMatchObject({ code: 'NoSuchEntity' });
      expect(await iam.demands(name, whole, alice)).toMatchObject([
        { action: `iam:${name}`, resource: `${USER_ARN}nobody` },
      ]);
    },
  );
});
