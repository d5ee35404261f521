// The organization: planned, applied, and asked for what binds an account.
import type { Principal } from '@ostiary/policy';
import { describe, expect, it } from 'vitest';
import { createMemoryStore } from '../src/index.js';
import { NOW, openIam, root, stranger } from './open-iam.js';
import { createAccounts, MANAGEMENT, MEMBER, OTHER, WORKLOADS } from './organization-document.js';

const open = async () => {
  const store = createMemoryStore({ now: () => NOW });
  const iam = openIam({ store });
  await createAccounts(iam);
  const apply = (document: object, revision: number) =>
    iam.organizations.apply(root, { document: JSON.stringify(document), revision });
  const plan = async (document: object) =>
    (await iam.organizations.plan(root, JSON.stringify(document))).changes;
  return { iam, store, apply, plan };
};

const rootOf = (accountId: string): Principal =>
  ({ type: 'Root', arn: `arn:aws:iam::${accountId}:root`, accountId }) as Principal;

describe('a plan', () => {
  it('says in sentences what a first document would make', async () => {
    const { iam, plan } = await open();
    expect(await plan(WORKLOADS)).toEqual([
      `add an organization with the management account \`${MANAGEMENT}\``,
      'add service control policy `NoUsers`',
      'add service control policy `OnlyNotes`',
      'add resource control policy `OwnRoles`',
      'add organizational unit `Workloads` to the root',
      'attach service control policy `NoUsers` to organizational unit `Workloads`',
      'attach resource control policy `OwnRoles` to organizational unit `Workloads`',
      `move account \`${MEMBER}\` from the root to organizational unit \`Workloads\``,
    ]);
    expect(await iam.organizations.describe()).toEqual({ revision: 0 });
  });

  it('is empty for the document that stands, however it is written', async () => {
    const { iam, apply } = await open();
    await apply(WORKLOADS, 0);
    expect(await iam.organizations.plan(root, JSON.stringify(WORKLOADS, null, 4))).toEqual({
      revision: 1,
      changes: [],
    });
  });

  it('says what is attached, detached, moved, changed and removed', async () => {
    const { apply, plan } = await open();
    await apply(WORKLOADS, 0);
    const [noUsers, onlyNotes] = WORKLOADS.policies.serviceControl;
    const next = {
      managementAccount: MANAGEMENT,
      policies: {
        serviceControl: [{ ...noUsers, document: onlyNotes?.document }],
      },
      root: {
        serviceControlPolicies: ['NoUsers'],
        organizationalUnits: [{ name: 'Sandbox', accounts: [{ id: OTHER }] }],
      },
    };
    expect(await plan(next)).toEqual([
      'change the document of service control policy `NoUsers`',
      'remove service control policy `OnlyNotes`',
      'remove resource control policy `OwnRoles`',
      'attach service control policy `NoUsers` to the root',
      'detach service control policy `FullAWSAccess` from the root',
      'add organizational unit `Sandbox` to the root',
      `move account \`${OTHER}\` from the root to organizational unit \`Sandbox\``,
      `move account \`${MEMBER}\` from organizational unit \`Workloads\` to the root`,
      'remove organizational unit `Workloads`',
    ]);
  });

  it('is refused with every place that is at fault', async () => {
    const { iam } = await open();
    const document = '{"managementAccount":"1",\n"root":{"accounts":[{"id":"2"}]}}';
    await expect(iam.organizations.plan(root, document)).rejects.toMatchObject({
      code: 'ValidationError',
      message: [
        '1:22: `managementAccount`: expected an account id of twelve digits, found `1`',
        '2:27: `root.accounts[0].id`: expected an account id of twelve digits, found `2`',
      ].join('\n'),
    });
  });
});

describe('a document', () => {
  it('is applied once for a plan, with a record of who did', async () => {
    const { iam, store, apply } = await open();
    const before = await iam.revision();
    expect((await apply(WORKLOADS, 0)).revision).toBe(1);
    await expect(apply({ ...WORKLOADS, policies: {}, root: {} }, 0)).rejects.toMatchObject({
      code: 'ConcurrentModification',
    });
    const { revision, document, applyDate } = await iam.organizations.describe();
    expect({ revision, applyDate }).toEqual({ revision: 1, applyDate: NOW });
    expect(JSON.parse(document ?? '')).toEqual(WORKLOADS);
    expect(await store.changes(before, 9)).toMatchObject([
      {
        cause: {
          ...{ operation: 'ApplyOrganization', principal: `arn:aws:iam::${MANAGEMENT}:root` },
          ...{ accountId: MANAGEMENT, requestId: root.requestId },
        },
      },
    ]);
  });

  it('is applied by one of two who planned together', async () => {
    const { apply } = await open();
    const both = await Promise.allSettled([apply(WORKLOADS, 0), apply(WORKLOADS, 0)]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('keeps the ids of what stays, and gives new units new ones', async () => {
    const { iam, apply } = await open();
    await apply(WORKLOADS, 0);
    const first = await iam.organizations.describe();
    expect(first.organizationId).toMatch(/^o-[a-z0-9]{10}$/);
    expect(first.rootId).toMatch(/^r-[a-z0-9]{4}$/);
    expect(first.unitIds?.Workloads).toMatch(
      new RegExp(`^ou-${first.rootId?.slice(2)}-[a-z0-9]{8}$`),
    );
    const [workloads] = WORKLOADS.root.organizationalUnits;
    const root = { organizationalUnits: [{ name: 'Company', organizationalUnits: [workloads] }] };
    await apply({ ...WORKLOADS, root }, 1);
    const second = await iam.organizations.describe();
    expect(second).toMatchObject({
      ...{ organizationId: first.organizationId, rootId: first.rootId },
      unitIds: first.unitIds,
    });
    expect(Object.keys(second.unitIds ?? {})).toEqual(['Company', 'Workloads']);
    await apply({ ...WORKLOADS, root: {} }, 2);
    expect((await iam.organizations.describe()).unitIds).toEqual({});
  });

  it('with another management account than that of the caller is refused', async () => {
    const { iam } = await open();
    const application = { document: JSON.stringify(WORKLOADS), revision: 0 };
    await expect(iam.organizations.apply(stranger, application)).rejects.toMatchObject({
      code: 'ValidationError',
      message: expect.stringContaining('expected the account that owns the deployment'),
    });
    expect(await iam.organizations.describe()).toEqual({ revision: 0 });
  });
});

describe('the policies that bind', () => {
  const levels = async (accountId: string) => {
    const { iam, apply } = await open();
    await apply(WORKLOADS, 0);
    const found = await iam.policies(rootOf(accountId));
    const controls = await iam.resourceControls(accountId as typeof MEMBER);
    const { organizationId, rootId, unitIds } = await iam.organizations.describe();
    const names = (list: typeof controls.resourceControl) =>
      list?.map((level) => level.map(({ name }) => name));
    return {
      serviceControl: names(found?.serviceControl),
      resourceControl: names(controls.resourceControl),
      places: [found?.organization, controls.organization],
      inRoot: { organizationId, path: `${organizationId}/${rootId}/` },
      inUnit: { organizationId, path: `${organizationId}/${rootId}/${unitIds?.Workloads}/` },
    };
  };

  it('a member account are those of each level above it and its own, root first', async () => {
    const found = await levels(MEMBER);
    expect(found).toMatchObject({
      serviceControl: [['FullAWSAccess'], ['FullAWSAccess', 'NoUsers'], ['FullAWSAccess']],
      resourceControl: [
        ['RCPFullAWSAccess'],
        ['RCPFullAWSAccess', 'OwnRoles'],
        ['RCPFullAWSAccess'],
      ],
    });
    expect(found.places).toEqual([found.inUnit, found.inUnit]);
  });

  it('an account that the document does not name are those of the root', async () => {
    const found = await levels(OTHER);
    expect(found).toMatchObject({
      serviceControl: [['FullAWSAccess'], ['FullAWSAccess']],
      resourceControl: [['RCPFullAWSAccess'], ['RCPFullAWSAccess']],
    });
    expect(found.places).toEqual([found.inRoot, found.inRoot]);
  });

  it('the management account are none, though it is in the organization', async () => {
    const found = await levels(MANAGEMENT);
    expect(found).toMatchObject({ serviceControl: undefined, resourceControl: undefined });
    expect(found.places).toEqual([found.inRoot, found.inRoot]);
  });

  it('a service-linked role are none', async () => {
    const { iam, apply } = await open();
    await apply(WORKLOADS, 0);
    const caller = { ...root, accountId: MEMBER, principal: rootOf(MEMBER) };
    const find = async (arn: string | undefined) =>
      iam.policies({ type: 'Role', arn, accountId: MEMBER } as Principal);
    const own = await iam.execute(
      'CreateServiceLinkedRole',
      { AWSServiceName: 'notes.example.com' },
      caller,
    );
    expect(await find(own.Role?.Arn)).not.toHaveProperty('serviceControl');
    const AssumeRolePolicyDocument = JSON.stringify({
      Version: '2012-10-17',
      Statement: { Effect: 'Allow', Principal: { AWS: MEMBER }, Action: 'sts:AssumeRole' },
    });
    const input = { RoleName: 'other', Path: '/service/', AssumeRolePolicyDocument };
    const other = await iam.execute('CreateRole', input, caller);
    expect((await find(other.Role?.Arn))?.serviceControl).toHaveLength(3);
  });

  it('a member account are simulated with its users', async () => {
    const { iam, apply } = await open();
    await apply(WORKLOADS, 0);
    const simulate = async (accountId: typeof MEMBER, ActionNames: string[]) => {
      const caller = { ...root, accountId, principal: rootOf(accountId) };
      const { User } = await iam.execute(
        'CreateUser',
        { UserName: ActionNames.join('.').slice(4) },
        caller,
      );
      const answer = await iam.execute(
        'SimulatePrincipalPolicy',
        {
          ...{ PolicySourceArn: User?.Arn ?? '', ActionNames },
          PolicyInputList: [
            JSON.stringify({
              Version: '2012-10-17',
              Statement: { Effect: 'Allow', Action: '*', Resource: '*' },
            }),
          ],
        },
        caller,
      );
      return answer.EvaluationResults;
    };
    expect(await simulate(MEMBER, ['iam:CreateUser'])).toMatchObject([
      {
        EvalDecision: 'explicitDeny',
        OrganizationsDecisionDetail: { AllowedByOrganizations: false },
      },
    ]);
    expect(await simulate(MEMBER, ['iam:ListUsers'])).toMatchObject([
      { EvalDecision: 'allowed', OrganizationsDecisionDetail: { AllowedByOrganizations: true } },
    ]);
    const [managed] = (await simulate(MANAGEMENT, ['iam:CreateUser'])) ?? [];
    expect(managed).toMatchObject({ EvalDecision: 'allowed' });
    expect(managed).not.toHaveProperty('OrganizationsDecisionDetail');
  });

  it('an account that is not of the deployment are none, and it is in no organization', async () => {
    const { iam, apply } = await open();
    await apply(WORKLOADS, 0);
    expect(await iam.resourceControls('999999999999' as typeof MEMBER)).toEqual({});
  });

  it('are none without an organization', async () => {
    const { iam } = await open();
    expect(await iam.policies(rootOf(MEMBER))).not.toHaveProperty('serviceControl');
    expect(await iam.resourceControls(MEMBER)).toEqual({});
  });

  it('are those of the next document once it is applied', async () => {
    const { iam, apply } = await open();
    await apply(WORKLOADS, 0);
    await iam.policies(rootOf(MEMBER));
    await apply({ ...WORKLOADS, root: {} }, 1);
    expect((await iam.policies(rootOf(MEMBER)))?.serviceControl).toHaveLength(2);
  });
});
