// Inline policies, the same for users, groups and roles, through the domain's door.
import type { InputOf, OperationName } from '@ostiary/api';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Iam } from '../src/index.js';
import { alice, openIam } from './open-iam.js';

const allow = (Action: string, filler = '') =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Sid: filler, Effect: 'Allow', Action, Resource: '*' }],
  });
const TRUST = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' }],
});
const DOCUMENT = ` ${allow('notes:Get*')}\n`;

/** What to call for each kind of holder; inputs have `{Kind}Name`. */
const HOLDERS = [
  {
    kind: 'user',
    create: (iam: Iam, UserName: string) => iam.execute('CreateUser', { UserName }, alice),
    remove: (iam: Iam, UserName: string) => iam.execute('DeleteUser', { UserName }, alice),
    put: 'PutUserPolicy',
    get: 'GetUserPolicy',
    list: 'ListUserPolicies',
    delete: 'DeleteUserPolicy',
    nameOf: (UserName: string) => ({ UserName }),
  },
  {
    kind: 'group',
    create: (iam: Iam, GroupName: string) => iam.execute('CreateGroup', { GroupName }, alice),
    remove: (iam: Iam, GroupName: string) => iam.execute('DeleteGroup', { GroupName }, alice),
    put: 'PutGroupPolicy',
    get: 'GetGroupPolicy',
    list: 'ListGroupPolicies',
    delete: 'DeleteGroupPolicy',
    nameOf: (GroupName: string) => ({ GroupName }),
  },
  {
    kind: 'role',
    create: (iam: Iam, RoleName: string) =>
      iam.execute('CreateRole', { RoleName, AssumeRolePolicyDocument: TRUST }, alice),
    remove: (iam: Iam, RoleName: string) => iam.execute('DeleteRole', { RoleName }, alice),
    put: 'PutRolePolicy',
    get: 'GetRolePolicy',
    list: 'ListRolePolicies',
    delete: 'DeleteRolePolicy',
    nameOf: (RoleName: string) => ({ RoleName }),
  },
] as const;

describe.each(HOLDERS)('an inline policy of a $kind', (holder) => {
  const { kind, nameOf } = holder;
  const name = 'bob';
  let iam: Iam;
  beforeEach(async () => {
    iam = openIam({
      quotas: { UserPolicySizeQuota: 300, GroupPolicySizeQuota: 300, RolePolicySizeQuota: 300 },
    });
    await holder.create(iam, name);
  });
  /** The table above pairs operations with their inputs; the type of a union cannot. */
  const call = <Name extends OperationName>(operation: Name, input: object) =>
    iam.execute(operation, input as InputOf<Name>, alice);
  const put = (PolicyName: string, PolicyDocument: string, of = name) =>
    call(holder.put, { ...nameOf(of), PolicyName, PolicyDocument });
  const get = (PolicyName: string, of = name) => call(holder.get, { ...nameOf(of), PolicyName });
  const list = (input: object = {}) => call(holder.list, { ...nameOf(name), ...input });
  const remove = (PolicyName: string, of = name) =>
    call(holder.delete, { ...nameOf(of), PolicyName });

  it('is answered to the letter, under the name that the holder was made with', async () => {
    await put('read', DOCUMENT, 'BOB');
    expect(await get('read', 'Bob')).toEqual({
      ...nameOf(name),
      PolicyName: 'read',
      PolicyDocument: DOCUMENT,
    });
  });

  it('takes the place of the one of its name, in that case', async () => {
    await put('read', DOCUMENT);
    await put('Read', DOCUMENT);
    await put('read', allow('notes:List*'));
    expect(await get('read')).toMatchObject({ PolicyDocument: allow('notes:List*') });
    expect(await list()).toEqual({ PolicyNames: ['Read', 'read'], IsTruncated: false });
  });

  it('is listed in pages', async () => {
    for (const policyName of ['c', 'a', 'b']) await put(policyName, allow('a:b'));
    const first = await list({ MaxItems: 2 });
    expect(first).toMatchObject({ PolicyNames: ['a', 'b'], IsTruncated: true });
    const second = await list({ MaxItems: 2, Marker: first.Marker });
    expect(second).toEqual({ PolicyNames: ['c'], IsTruncated: false });
  });

  it('is too long when all of them together are, white space not counted', async () => {
    await put('one', allow('notes:Get*', 'x'.repeat(100)));
    const refused = {
      code: 'LimitExceeded',
      message: `Maximum policy size of 300 bytes exceeded for ${kind} bob`,
    };
    const long = allow('notes:Get*', 'y'.repeat(100));
    await expect(put('two', long)).rejects.toMatchObject(refused);
    await put('one', long);
    await put('one', long.replace('{', `{${' '.repeat(300)}`));
    await expect(put('one', allow('a:b', 'z'.repeat(300)))).rejects.toMatchObject(refused);
    expect(await list()).toMatchObject({ PolicyNames: ['one'] });
  });

  it.each([
    ['no JSON', '{', 'Syntax errors in policy.'],
    ['no action', allow('').replace('"Action":"",', ''), 'Policy statement must contain actions.'],
  ])('is refused with %s', async (_, document, message) => {
    const refused = { code: 'MalformedPolicyDocument', message };
    await expect(put('bad', document)).rejects.toMatchObject(refused);
    expect(await list()).toMatchObject({ PolicyNames: [] });
  });

  it('is gone once it is deleted', async () => {
    await put('read', DOCUMENT);
    await remove('read');
    const missing = {
      code: 'NoSuchEntity',
      message: `The ${kind} policy with name read cannot be found.`,
    };
    await expect(get('read')).rejects.toMatchObject(missing);
    await expect(remove('read')).rejects.toMatchObject(missing);
  });

  it('keeps its holder from being deleted', async () => {
    await put('read', DOCUMENT);
    await expect(holder.remove(iam, name)).rejects.toMatchObject({
      code: 'DeleteConflict',
      message: 'Cannot delete entity, must delete policies first.',
    });
    await remove('read');
    await holder.remove(iam, name);
  });

  it('is none of a holder that is not there, and the demand does not tell', async () => {
    const refused = {
      code: 'NoSuchEntity',
      message: `The ${kind} with name nobody cannot be found.`,
    };
    const Marker = undefined;
    for (const [operation, input] of [
      [holder.put, { PolicyName: 'p', PolicyDocument: DOCUMENT }],
      [holder.get, { PolicyName: 'p' }],
      [holder.list, { Marker }],
      [holder.delete, { PolicyName: 'p' }],
    ] as const) {
      const whole = { ...nameOf('nobody'), ...input };
      await expect(call(operation, whole)).rejects.toMatchObject(refused);
      const demands = await iam.demands(operation, whole as InputOf<typeof operation>, alice);
      expect(demands).toMatchObject([
        { action: `iam:${operation}`, resource: `arn:aws:iam::123456789012:${kind}/nobody` },
      ]);
    }
  });
});
