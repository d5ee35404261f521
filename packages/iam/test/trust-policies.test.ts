// Whom a trust policy means: unique ids when it is written, names when it is shown.
import { compile, createRequestContext, evaluate } from '@ostiary/evaluator';
import type { Arn, Principal } from '@ostiary/policy';
import { beforeEach, describe, expect, it } from 'vitest';
import { createMemoryStore, type Iam, type Store } from '../src/index.js';
import { ROLES } from '../src/tables/roles.js';
import { trustPolicyOf } from '../src/trust-policy.js';
import { alice, NOW, openIam, stranger } from './open-iam.js';
import { trust } from './trust-document.js';

const USER = 'arn:aws:iam::123456789012:user/team/bob';
const ROLE = 'arn:aws:iam::123456789012:role/ci/builder';
const SESSION = 'arn:aws:sts::123456789012:assumed-role/builder/nightly';
const ELSEWHERE = 'arn:aws:iam::210987654321:user/carol';

describe('a trust policy', () => {
  let iam: Iam;
  let store: Store;
  beforeEach(async () => {
    store = createMemoryStore({ now: () => NOW });
    iam = openIam({ store });
    await iam.createAccount({ id: '210987654321', name: 'elsewhere' });
    await makeBob();
    await makeBuilder();
    await iam.execute('CreateUser', { UserName: 'carol' }, stranger);
  });
  const makeBob = () => iam.execute('CreateUser', { UserName: 'bob', Path: '/team/' }, alice);
  const makeBuilder = () =>
    iam.execute(
      'CreateRole',
      { RoleName: 'builder', Path: '/ci/', AssumeRolePolicyDocument: trust() },
      alice,
    );
  const createWith = (principal: object) =>
    iam.execute(
      'CreateRole',
      { RoleName: 'target', AssumeRolePolicyDocument: trust(principal) },
      alice,
    );
  const shown = async () => {
    const { Role } = await iam.execute('GetRole', { RoleName: 'target' }, alice);
    return Role.AssumeRolePolicyDocument;
  };
  const idOf = async (UserName: string) =>
    (await iam.execute('GetUser', { UserName }, alice)).User.UserId;
  const roleIdOf = async (RoleName: string) =>
    (await iam.execute('GetRole', { RoleName }, alice)).Role.RoleId;

  /** Whether the trust policy of the role lets this caller in. */
  const trusts = (principal: Principal) =>
    store.read(async (reader) => {
      const role = await reader.find(ROLES, 'name', alice.accountId, ['target']);
      if (role === undefined) throw new Error('there is no such role');
      const policy = await trustPolicyOf(role, reader, 'aws');
      const request = {
        principal,
        action: 'sts:AssumeRole',
        resource: policy.name,
        context: createRequestContext([]),
      };
      return evaluate(request, { resource: compile([policy], 'trust') }).outcome === 'allowed';
    });
  const bob = (userId: string): Principal => ({
    type: 'User',
    arn: USER as Arn,
    accountId: alice.accountId,
    userName: 'bob',
    userId,
  });
  const builder = (roleId: string): Principal => ({
    type: 'AssumedRole',
    arn: SESSION as Arn,
    roleArn: ROLE as Arn,
    accountId: alice.accountId,
    sessionName: 'nightly',
    roleId,
  });

  it('names users, roles and sessions, here and in other accounts, and is shown as it was put', async () => {
    const principal = { AWS: [USER, ROLE, SESSION, ELSEWHERE, '210987654321'] };
    await createWith(principal);
    expect(await shown()).toBe(trust(principal));
  });

  it.each([
    'arn:aws:iam::123456789012:user/nobody',
    'arn:aws:iam::123456789012:user/bob',
    'arn:aws:iam::123456789012:role/ci/BUILDER',
    'arn:aws:iam::123456789012:role/none',
    'arn:aws:sts::123456789012:assumed-role/none/s',
    'arn:aws:iam::210987654321:user/bob',
    'arn:aws-cn:iam::123456789012:user/team/bob',
    'arn:aws:iam::999999999999:root',
    '999999999999',
    'AIDAAAAAAAAAAAAAAAAAA',
  ])('does not name %s, which is not there', async (principal) => {
    await expect(createWith({ AWS: [USER, principal] })).rejects.toMatchObject({
      code: 'MalformedPolicyDocument',
      message: `Invalid principal in policy: "AWS":"${principal}"`,
    });
  });

  it('names the own account, everyone and services without looking for them', async () => {
    const principal = {
      AWS: ['*', '123456789012', 'arn:aws:iam::123456789012:root'],
      Service: 'notes.example.com',
    };
    await createWith(principal);
    expect(await shown()).toBe(trust(principal));
  });

  it('may name a user of the account by its unique id', async () => {
    const principal = { AWS: await idOf('bob') };
    await createWith(principal);
    expect(await shown()).toBe(trust(principal));
    expect(await trusts(bob(await idOf('bob')))).toBe(true);
  });

  it('trusts the user that it was written for, and not one made again under the name', async () => {
    await createWith({ AWS: USER });
    const id = await idOf('bob');
    expect(await trusts(bob(id))).toBe(true);
    await iam.execute('DeleteUser', { UserName: 'bob' }, alice);
    await makeBob();
    expect(await trusts(bob(await idOf('bob')))).toBe(false);
    expect(await shown()).toBe(trust({ AWS: id }));
  });

  it('trusts the role that it was written for, and not one made again under the name', async () => {
    await createWith({ AWS: ROLE });
    const id = await roleIdOf('builder');
    expect(await trusts(builder(id))).toBe(true);
    await iam.execute('DeleteRole', { RoleName: 'builder' }, alice);
    await makeBuilder();
    expect(await trusts(builder(await roleIdOf('builder')))).toBe(false);
    expect(await shown()).toBe(trust({ AWS: id }));
  });

  it('trusts a session of the role that it was written for, and not of one made again', async () => {
    await createWith({ AWS: SESSION });
    const id = await roleIdOf('builder');
    expect(await trusts(builder(id))).toBe(true);
    await iam.execute('DeleteRole', { RoleName: 'builder' }, alice);
    await makeBuilder();
    expect(await trusts(builder(await roleIdOf('builder')))).toBe(false);
    expect(await shown()).toBe(trust({ AWS: `${id}:nightly` }));
  });

  it('shows a user that was renamed by its new name, and nothing else changed', async () => {
    const document = `{"Version":"2012-10-17","Statement":{"Effect":"Allow",
      "Principal":{"AWS":[ "${USER}" , "${ROLE}" ]},"Action":"sts:AssumeRole",
      "Condition":{"StringEquals":{"sts:ExternalId":"${USER}"}}}}`;
    const input = { RoleName: 'target', AssumeRolePolicyDocument: document };
    await iam.execute('CreateRole', input, alice);
    await iam.execute('UpdateUser', { UserName: 'bob', NewUserName: 'rob' }, alice);
    const renamed = 'arn:aws:iam::123456789012:user/team/rob';
    expect(await shown()).toBe(document.replace(`[ "${USER}"`, `[ "${renamed}"`));
  });
});
