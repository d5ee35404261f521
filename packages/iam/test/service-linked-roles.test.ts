// Roles that belong to a service, through the domain's door.
import { beforeEach, describe, expect, it } from 'vitest';
import type { Iam } from '../src/index.js';
import { alice, NOW, openIam, stranger } from './open-iam.js';
import { allowing } from './policy-text.js';
import { trust } from './trust-document.js';

const SERVICE = 'notes.example.com';
const PATH = `/aws-service-role/${SERVICE}/`;
const ARN = `arn:aws:iam::123456789012:role${PATH}AWSServiceRoleForNotes`;
const POLICY = 'arn:aws:iam::aws:policy/aws-service-role/NotesServiceRolePolicy';
const READ_ONLY = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
const RoleName = 'AWSServiceRoleForNotes';

describe('a service-linked role', () => {
  let iam: Iam;
  beforeEach(() => {
    iam = openIam({
      quotas: { RolesQuota: 3 },
      managedPolicies: [
        {
          policyName: 'NotesServiceRolePolicy',
          path: '/aws-service-role/',
          policyId: 'ANPANOTESSERVICEROLEP',
          description: 'What notes may do.',
          createDate: '2026-11-24T00:00:00Z',
          updateDate: '2026-11-24T00:00:00Z',
          version: 1,
          document: JSON.parse(allowing()),
        },
      ],
    });
  });
  const create = async (more: object = {}) => {
    const input = { AWSServiceName: SERVICE, ...more };
    return (await iam.execute('CreateServiceLinkedRole', input, alice)).Role;
  };
  const remove = (name = RoleName) =>
    iam.execute('DeleteServiceLinkedRole', { RoleName: name }, alice);
  const status = (DeletionTaskId: string, caller = alice) =>
    iam.execute('GetServiceLinkedRoleDeletionStatus', { DeletionTaskId }, caller);

  it('is made under the path of the service, which alone may assume it', async () => {
    expect(await create({ Description: 'for notes' })).toEqual({
      Arn: ARN,
      AssumeRolePolicyDocument: trust({ Service: SERVICE }),
      CreateDate: NOW,
      Description: 'for notes',
      Path: PATH,
      RoleId: expect.stringMatching(/^AROA/),
      RoleName,
    });
    expect(await iam.execute('ListAttachedRolePolicies', { RoleName }, alice)).toMatchObject({
      AttachedPolicies: [{ PolicyArn: POLICY }],
    });
  });

  it('has a suffix where the service has another one', async () => {
    await create();
    await expect(create()).rejects.toMatchObject({
      code: 'InvalidInput',
      message: `Service role name ${RoleName} has been taken in this account, please try a different suffix.`,
    });
    expect(await create({ CustomSuffix: 'eu' })).toMatchObject({ RoleName: `${RoleName}_eu` });
    expect(await create({ AWSServiceName: 'file-store.example.com' })).toMatchObject({
      RoleName: 'AWSServiceRoleForFileStore',
    });
    await expect(create({ CustomSuffix: 'us' })).rejects.toMatchObject({ code: 'LimitExceeded' });
  });

  it.each(['notes', 'Notes.example.com', '../x.example.com'])(
    'is not made for %s, which is no service',
    async (AWSServiceName) => {
      await expect(create({ AWSServiceName })).rejects.toMatchObject({
        code: expect.stringMatching(/^(InvalidInput|ValidationError)$/),
      });
    },
  );

  const PolicyDocument = allowing();
  it.each([
    ['DeleteRole', {}],
    ['UpdateRole', { MaxSessionDuration: 7200 }],
    ['UpdateAssumeRolePolicy', { PolicyDocument: trust() }],
    ['AttachRolePolicy', { PolicyArn: READ_ONLY }],
    ['DetachRolePolicy', { PolicyArn: POLICY }],
    ['PutRolePolicy', { PolicyName: 'own', PolicyDocument }],
    ['DeleteRolePolicy', { PolicyName: 'own' }],
    ['PutRolePermissionsBoundary', { PermissionsBoundary: READ_ONLY }],
    ['DeleteRolePermissionsBoundary', {}],
    ['AddRoleToInstanceProfile', { InstanceProfileName: 'build' }],
  ] as const)('is not changed by %s', async (name, more) => {
    await iam.execute('CreateInstanceProfile', { InstanceProfileName: 'build' }, alice);
    await create();
    await expect(iam.execute(name, { RoleName, ...more } as never, alice)).rejects.toMatchObject({
      code: 'UnmodifiableEntity',
      message: `Cannot perform the operation on the protected role '${RoleName}' - this role is only modifiable by AWS`,
    });
  });

  it('may get another description', async () => {
    await create();
    const input = { RoleName, Description: 'ours' };
    expect(await iam.execute('UpdateRoleDescription', input, alice)).toMatchObject({
      Role: { Description: 'ours' },
    });
  });

  it('is the only kind of role under its path', async () => {
    const input = { RoleName: 'fake', Path: PATH, AssumeRolePolicyDocument: trust() };
    await expect(iam.execute('CreateRole', input, alice)).rejects.toMatchObject({
      code: 'InvalidInput',
    });
  });

  it('is deleted at once, and its task says so, to its account alone', async () => {
    await create();
    const { DeletionTaskId } = await remove('awsserviceroleforNOTES');
    expect(DeletionTaskId).toMatch(/^task\/aws-service-role\/notes\.example\.com\/AWSServiceRole/);
    expect(await status(DeletionTaskId)).toEqual({ Status: 'SUCCEEDED' });
    await expect(status(DeletionTaskId, stranger)).rejects.toMatchObject({ code: 'NoSuchEntity' });
    const get = iam.execute('GetRole', { RoleName }, alice);
    await expect(get).rejects.toMatchObject({ code: 'NoSuchEntity' });
    await create();
  });

  it('is not deleted where it is none, and no task is made up', async () => {
    const plain = { RoleName: 'plain', AssumeRolePolicyDocument: trust() };
    await iam.execute('CreateRole', plain, alice);
    for (const name of ['plain', 'nobody']) {
      await expect(remove(name)).rejects.toMatchObject({
        code: 'NoSuchEntity',
        message: `The role with name ${name} cannot be found.`,
      });
    }
    await create();
    const { DeletionTaskId } = await remove();
    for (const task of ['task', DeletionTaskId.replace('Notes', 'Files'), `${DeletionTaskId}x`]) {
      await expect(status(task)).rejects.toMatchObject({ code: 'NoSuchEntity' });
    }
  });

  it('is demanded by its ARN, and with the name of its service when it is made', async () => {
    const made = { AWSServiceName: SERVICE };
    expect(await iam.demands('CreateServiceLinkedRole', made, alice)).toEqual([
      {
        action: 'iam:CreateServiceLinkedRole',
        resource: ARN,
        context: [['iam:AWSServiceName', SERVICE]],
      },
    ]);
    await create();
    expect(await iam.demands('DeleteServiceLinkedRole', { RoleName }, alice)).toMatchObject([
      { action: 'iam:DeleteServiceLinkedRole', resource: ARN, context: [] },
    ]);
    const { DeletionTaskId } = await remove();
    const demands = (task: string) =>
      iam.demands('GetServiceLinkedRoleDeletionStatus', { DeletionTaskId: task }, alice);
    const action = 'iam:GetServiceLinkedRoleDeletionStatus';
    expect(await demands(DeletionTaskId)).toMatchObject([{ action, resource: ARN }]);
    expect(await demands('task')).toMatchObject([{ action, resource: '*' }]);
  });
});
