// The organization over HTTP: it binds members in every request, and nobody else changes it.
import {
  CreateAccessKeyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  DeleteUserCommand,
  IAMClient,
  ListUsersCommand,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { createClient } from '@ostiary/client';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ACCOUNT_ID, type ControlPlane, ROOT, startControlPlane } from './control-plane.js';

interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

const MEMBER = '111122223333';

let plane: ControlPlane;
let member: Credentials;
beforeEach(async () => {
  plane = await startControlPlane();
  const { status, body } = await call(ROOT, 'POST', '/accounts', { id: MEMBER, name: 'member' });
  expect(status).toBe(201);
  member = body.rootAccessKey;
});
afterEach(() => plane.close());

/** One call of the deployment's own API. */
async function call(
  credentials: Credentials,
  method: string,
  path: string,
  body?: object,
): Promise<{ status: number; body: Record<string, never> & { rootAccessKey: Credentials } }> {
  const client = createClient({
    ...{ credentials, region: 'us-east-1', service: 'ostiary', attempts: 1 },
  });
  const answer = await client.fetch(new URL(`/deployment/v1${path}`, plane.url), {
    method,
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });
  return { status: answer.status, body: JSON.parse(await answer.text()) };
}

/** Applies a document for the revision that stands. */
async function apply(document: object): Promise<void> {
  const text = JSON.stringify(document);
  const planned = await call(ROOT, 'POST', '/organization/plan', { document: text });
  const revision = Number(planned.body.revision);
  const { status } = await call(ROOT, 'PUT', '/organization', { document: text, revision });
  expect(status).toBe(200);
}

const iamAs = (credentials: Credentials) =>
  new IAMClient({ endpoint: plane.url, region: 'us-east-1', credentials });
const stsAs = (credentials: Credentials) =>
  new STSClient({ endpoint: plane.url, region: 'us-east-1', credentials });
const createUser = (credentials: Credentials, UserName: string) =>
  iamAs(credentials).send(new CreateUserCommand({ UserName }));

const policy = (name: string, ...statements: readonly object[]) => ({
  name,
  document: { Version: '2012-10-17', Statement: statements },
});

/** An organization with the member in a unit, whose policies are those that are given. */
const organization = (
  attached: object,
  policies: object = {},
  managementAccount: string = ACCOUNT_ID,
) => ({
  managementAccount,
  policies,
  root: {
    organizationalUnits: [{ name: 'Workloads', ...attached, accounts: [{ id: MEMBER }] }],
  },
});

describe('a service control policy', () => {
  it('that denies binds the root user of a member, and nobody of the management account', async () => {
    const noUsers = policy('NoUsers', { Effect: 'Deny', Action: 'iam:CreateUser', Resource: '*' });
    await createUser(member, 'before');
    await apply(
      organization(
        { serviceControlPolicies: ['FullAWSAccess', 'NoUsers'] },
        { serviceControl: [noUsers] },
      ),
    );
    await expect(createUser(member, 'after')).rejects.toMatchObject({
      name: 'AccessDenied',
      message: expect.stringContaining('with an explicit deny in a service control policy'),
    });
    await createUser(ROOT, 'management');
    // What it does not deny goes on as before, and so does all else once it is detached.
    await iamAs(member).send(new DeleteUserCommand({ UserName: 'before' }));
    await apply(organization({}));
    await createUser(member, 'after');
  });

  it('leaves a member nothing where one level allows nothing', async () => {
    const onlyNotes = policy('OnlyNotes', { Effect: 'Allow', Action: 'notes:*', Resource: '*' });
    const policies = { serviceControl: [onlyNotes] };
    await apply(organization({ serviceControlPolicies: ['OnlyNotes'] }, policies));
    await expect(iamAs(member).send(new ListUsersCommand({}))).rejects.toMatchObject({
      name: 'AccessDenied',
      message: expect.stringContaining('no service control policy allows'),
    });
    await iamAs(ROOT).send(new ListUsersCommand({}));
    await apply(organization({ serviceControlPolicies: ['OnlyNotes', 'FullAWSAccess'] }, policies));
    await iamAs(member).send(new ListUsersCommand({}));
  });

  it('sees in which organization and unit the caller is', async () => {
    await apply(organization({}));
    const { body } = await call(ROOT, 'GET', '/organization');
    const { organizationId, rootId, unitIds } = body;
    const path = `${organizationId}/${rootId}/${Object.values(unitIds ?? {})[0]}/`;
    const denyUnless = (key: string, value: unknown) =>
      policy('Perimeter', {
        ...{ Effect: 'Deny', Action: 'iam:ListUsers', Resource: '*' },
        Condition: { 'ForAllValues:StringNotEquals': { [key]: value } },
      });
    for (const [key, inside, outside] of [
      ['aws:PrincipalOrgID', organizationId, 'o-anotherorg'],
      ['aws:PrincipalOrgPaths', path, `${organizationId}/${rootId}/`],
      ['aws:ResourceOrgID', organizationId, 'o-anotherorg'],
      ['aws:ResourceOrgPaths', path, `${organizationId}/${rootId}/`],
    ] as const) {
      const attached = { serviceControlPolicies: ['FullAWSAccess', 'Perimeter'] };
      await apply(organization(attached, { serviceControl: [denyUnless(key, inside)] }));
      await iamAs(member).send(new ListUsersCommand({}));
      await apply(organization(attached, { serviceControl: [denyUnless(key, outside)] }));
      await expect(iamAs(member).send(new ListUsersCommand({}))).rejects.toMatchObject({
        name: 'AccessDenied',
      });
    }
  });
});

describe('a resource control policy', () => {
  /** A user of the management account that may assume roles anywhere, and a role that trusts it. */
  const openRole = async () => {
    await createUser(ROOT, 'outsider');
    await iamAs(ROOT).send(
      new PutUserPolicyCommand({
        ...{ UserName: 'outsider', PolicyName: 'Assume' },
        PolicyDocument: JSON.stringify({
          Version: '2012-10-17',
          Statement: { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: '*' },
        }),
      }),
    );
    const { AccessKey } = await iamAs(ROOT).send(
      new CreateAccessKeyCommand({ UserName: 'outsider' }),
    );
    const outsider = {
      accessKeyId: AccessKey?.AccessKeyId ?? '',
      secretAccessKey: AccessKey?.SecretAccessKey ?? '',
    };
    for (const owner of [member, ROOT]) {
      await iamAs(owner).send(
        new CreateRoleCommand({
          RoleName: 'shared',
          AssumeRolePolicyDocument: JSON.stringify({
            Version: '2012-10-17',
            Statement: {
              ...{ Effect: 'Allow', Action: 'sts:AssumeRole' },
              Principal: { AWS: `arn:aws:iam::${ACCOUNT_ID}:root` },
            },
          }),
        }),
      );
    }
    return (account: string) =>
      stsAs(outsider).send(
        new AssumeRoleCommand({
          RoleArn: `arn:aws:iam::${account}:role/shared`,
          RoleSessionName: 'one',
        }),
      );
  };

  it('keeps callers of other accounts from a role of a member, whatever the role trusts', async () => {
    const assume = await openRole();
    await assume(MEMBER);
    const ownOnly = policy('OwnOnly', {
      ...{ Effect: 'Deny', Principal: '*', Action: 'sts:AssumeRole', Resource: '*' },
      Condition: { StringNotEquals: { 'aws:PrincipalAccount': '${aws:ResourceAccount}' } },
    });
    const policies = { resourceControl: [ownOnly] };
    await apply(organization({ resourceControlPolicies: ['OwnOnly'] }, policies));
    await expect(assume(MEMBER)).rejects.toMatchObject({
      name: 'AccessDenied',
      message: expect.stringContaining('with an explicit deny in a resource control policy'),
    });
    // The resources of the management account are bound by none.
    await assume(ACCOUNT_ID);
    await apply(organization({}, policies));
    await assume(MEMBER);
  });
});

describe('the organization', () => {
  it('is planned, applied and shown', async () => {
    const document = JSON.stringify(organization({}));
    const planned = await call(ROOT, 'POST', '/organization/plan', { document });
    expect(planned).toMatchObject({
      status: 200,
      body: { revision: 0, changes: expect.arrayContaining([expect.stringMatching(/^move /)]) },
    });
    expect((await call(ROOT, 'GET', '/organization')).body).toEqual({ revision: 0 });
    const applied = await call(ROOT, 'PUT', '/organization', { document, revision: 0 });
    expect(applied).toMatchObject({ status: 200, body: { revision: 1 } });
    expect((await call(ROOT, 'GET', '/organization')).body).toMatchObject({
      ...{ revision: 1, document },
    });
  });

  it('is not changed by a plan that was made before somebody else changed it', async () => {
    const document = JSON.stringify(organization({}));
    await call(ROOT, 'PUT', '/organization', { document, revision: 0 });
    expect(await call(ROOT, 'PUT', '/organization', { document, revision: 0 })).toMatchObject({
      status: 409,
      body: { Error: { Code: 'ConcurrentModification' } },
    });
  });

  it.each([
    ['shown', 'GET', '/organization', undefined],
    ['planned', 'POST', '/organization/plan', { document: '{}' }],
    ['applied', 'PUT', '/organization', { document: '{}', revision: 0 }],
    ['given an account', 'POST', '/accounts', { name: 'mine' }],
    ['asked for its accounts', 'GET', '/accounts', undefined],
  ])('cannot be %s by the root user of a member', async (_what, method, path, body) => {
    expect(await call(member, method, path, body)).toMatchObject({
      status: 403,
      body: { Error: { Code: 'AccessDenied' } },
    });
  });

  it('with a fault is refused with its place', async () => {
    const document = JSON.stringify(organization({ serviceControlPolicies: ['Gone'] }));
    expect(await call(ROOT, 'POST', '/organization/plan', { document })).toMatchObject({
      status: 400,
      body: {
        Error: {
          Code: 'ValidationError',
          Message: expect.stringContaining(
            '`root.organizationalUnits[0].serviceControlPolicies[0]`: expected a policy',
          ),
        },
      },
    });
  });
});
