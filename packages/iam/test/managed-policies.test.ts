// Managed policies and their versions, through the domain's door.
import { beforeEach, describe, expect, it } from 'vitest';
import type { Iam } from '../src/index.js';
import { alice, NOW, openIam, stranger } from './open-iam.js';
import { allowing } from './policy-text.js';

const ARN = 'arn:aws:iam::123456789012:policy';
const AWS = 'arn:aws:iam::aws:policy';
const PolicyArn = `${ARN}/ops/Notes`;
const NONE = `${ARN}/None`;
const notFound = { code: 'NoSuchEntity', message: `Policy ${NONE} was not found.` };

let iam: Iam;
beforeEach(async () => {
  iam = openIam({
    quotas: { PoliciesQuota: 3 },
    managedPolicies: [
      {
        policyName: 'NotesReadOnlyAccess',
        path: '/service/',
        policyId: 'ANPANOTESREADONLYACCE',
        description: 'Allows to read notes.',
        createDate: '2026-11-24T00:00:00Z',
        updateDate: '2026-11-25T00:00:00Z',
        version: 3,
        document: JSON.parse(allowing()),
      },
    ],
  });
  await create('Notes', { Path: '/ops/', Description: 'about notes' });
});
const create = async (PolicyName: string, more: object = {}) => {
  const input = { PolicyName, PolicyDocument: allowing(), ...more };
  return (await iam.execute('CreatePolicy', input, alice)).Policy;
};
const get = async (arn = PolicyArn) =>
  (await iam.execute('GetPolicy', { PolicyArn: arn }, alice)).Policy;
const version = (action: string, SetAsDefault?: boolean) =>
  iam.execute(
    'CreatePolicyVersion',
    { PolicyArn, PolicyDocument: allowing(action), SetAsDefault },
    alice,
  );
const versions = async (more: object = {}) =>
  iam.execute('ListPolicyVersions', { PolicyArn, ...more }, alice);
const remove = (VersionId: string) =>
  iam.execute('DeletePolicyVersion', { PolicyArn, VersionId }, alice);

describe('a managed policy', () => {
  const listed = {
    PolicyName: 'Notes',
    PolicyId: expect.stringMatching(/^ANPA[A-Z2-7]{17}$/),
    Arn: PolicyArn,
    Path: '/ops/',
    DefaultVersionId: 'v1',
    AttachmentCount: 0,
    PermissionsBoundaryUsageCount: 0,
    IsAttachable: true,
    CreateDate: NOW,
    UpdateDate: NOW,
  };

  it('is answered when it is made with its tags, and without its description', async () => {
    const Tags = [{ Key: 'team', Value: 'red' }];
    expect(await create('tagged', { Tags, Description: 'x' })).toEqual({
      ...listed,
      PolicyName: 'tagged',
      Arn: `${ARN}/tagged`,
      Path: '/',
      Tags,
    });
    expect(await create('plain')).not.toHaveProperty('Tags');
  });

  it('is shown with its description, and an empty list where it has no tags', async () => {
    expect(await get()).toEqual({ ...listed, Description: 'about notes', Tags: [] });
  });

  it('is listed without description and tags', async () => {
    expect(await iam.execute('ListPolicies', { Scope: 'Local' }, alice)).toEqual({
      Policies: [listed],
      IsTruncated: false,
    });
  });

  it.each<[string, object, object]>([
    [
      'a name that stands in another case, whatever the path',
      { PolicyName: 'NOTES' },
      {
        code: 'EntityAlreadyExists',
        message: 'A policy called NOTES already exists. Duplicate names are not allowed.',
      },
    ],
    [
      'a document that is none',
      { PolicyDocument: 'none' },
      { code: 'MalformedPolicyDocument', message: 'Syntax errors in policy.' },
    ],
    [
      'a document that is too long, white space aside',
      { PolicyDocument: allowing(`notes:${'x'.repeat(6144)}`) },
      { code: 'LimitExceeded', message: 'Cannot exceed quota for PolicySize: 6144' },
    ],
    ['tags that are reserved', { Tags: [{ Key: 'aws:x', Value: '' }] }, { code: 'InvalidInput' }],
  ])('is not made with %s', async (_, more, refusal) => {
    await expect(create('fresh', more)).rejects.toMatchObject(refusal);
    await expect(get(`${ARN}/fresh`)).rejects.toMatchObject({ code: 'NoSuchEntity' });
  });

  it('is refused beyond the quota', async () => {
    await create('two');
    await create('three');
    await expect(create('four')).rejects.toMatchObject({
      code: 'LimitExceeded',
      message: 'Cannot exceed quota for PoliciesPerAccount: 3',
    });
  });

  it.each([
    ['GetPolicy', {}, notFound],
    ['DeletePolicy', {}, notFound],
    ['CreatePolicyVersion', { PolicyDocument: allowing() }, notFound],
    ['ListPolicyVersions', {}, notFound],
    ['TagPolicy', { Tags: [] }, notFound],
    ['UntagPolicy', { TagKeys: [] }, notFound],
    ['ListPolicyTags', {}, notFound],
    ['ListEntitiesForPolicy', {}, notFound],
    ...(['GetPolicyVersion', 'DeletePolicyVersion', 'SetDefaultPolicyVersion'] as const).map(
      (name) =>
        [
          name,
          { VersionId: 'v1' },
          {
            code: 'NoSuchEntity',
            message: `Policy ${NONE} version v1 does not exist or is not attachable.`,
          },
        ] as const,
    ),
  ] as const)('is named by %s, or it is refused', async (name, more, refusal) => {
    const call = (PolicyArn: string, caller = alice) =>
      iam.execute(name, { PolicyArn, ...more } as never, caller);
    await expect(call(NONE)).rejects.toMatchObject(refusal);
    await expect(call(PolicyArn, stranger)).rejects.toMatchObject({ code: 'NoSuchEntity' });
    await expect(call(`${ARN}/Notes`)).rejects.toMatchObject({ code: 'NoSuchEntity' });
    await expect(call('a-name-that-is-no-arn')).rejects.toMatchObject({
      code: 'ValidationError',
      message: 'ARN a-name-that-is-no-arn is not valid.',
    });
  });

  it.each([
    ['GetPolicy', {}, []],
    ['DeletePolicy', {}, []],
    ['CreatePolicyVersion', { PolicyDocument: allowing() }, []],
    ['GetPolicyVersion', { VersionId: 'v1' }, []],
    ['ListPolicyVersions', {}, []],
    ['DeletePolicyVersion', { VersionId: 'v1' }, []],
    ['SetDefaultPolicyVersion', { VersionId: 'v1' }, []],
    [
      'TagPolicy',
      { Tags: [{ Key: 'env', Value: 'x' }] },
      [
        ['aws:RequestTag/env', 'x'],
        ['aws:TagKeys', ['env']],
      ],
    ],
    ['UntagPolicy', { TagKeys: ['env'] }, [['aws:TagKeys', ['env']]]],
    ['ListPolicyTags', {}, []],
    ['ListEntitiesForPolicy', {}, []],
  ] as const)('is demanded by %s with its tags', async (name, more, context) => {
    const Tags = [{ Key: 'team', Value: 'red' }];
    await iam.execute('TagPolicy', { PolicyArn, Tags }, alice);
    const demand = { action: `iam:${name}`, context };
    const demands = (arn: string) => iam.demands(name, { PolicyArn: arn, ...more } as never, alice);
    expect(await demands(PolicyArn)).toEqual([
      { ...demand, resource: PolicyArn, tags: { team: 'red' } },
    ]);
    expect(await demands(NONE)).toEqual([{ ...demand, resource: NONE, tags: {} }]);
  });

  it('is demanded by CreatePolicy with the ARN it will have and its tags', async () => {
    const input = {
      PolicyName: 'New',
      Path: '/ops/',
      PolicyDocument: allowing(),
      Tags: [{ Key: 'env', Value: 'x' }],
    };
    expect(await iam.demands('CreatePolicy', input, alice)).toEqual([
      {
        action: 'iam:CreatePolicy',
        resource: `${ARN}/ops/New`,
        context: [
          ['aws:RequestTag/env', 'x'],
          ['aws:TagKeys', ['env']],
        ],
      },
    ]);
  });

  it('is demanded by ListPolicies as all policies under the path', async () => {
    expect(await iam.demands('ListPolicies', { PathPrefix: '/ops/' }, alice)).toMatchObject([
      { action: 'iam:ListPolicies', resource: `${ARN}/ops/` },
    ]);
  });

  it('is tagged, listed by key, and untagged', async () => {
    const tag = (Tags: { Key: string; Value: string }[]) =>
      iam.execute('TagPolicy', { PolicyArn, Tags }, alice);
    await tag([
      { Key: 'b', Value: '1' },
      { Key: 'a', Value: '' },
    ]);
    await tag([{ Key: 'b', Value: '2' }]);
    const list = (more: object = {}) =>
      iam.execute('ListPolicyTags', { PolicyArn, ...more }, alice);
    expect(await list()).toEqual({
      Tags: [
        { Key: 'a', Value: '' },
        { Key: 'b', Value: '2' },
      ],
      IsTruncated: false,
    });
    const { Marker } = await list({ MaxItems: 1 });
    expect((await list({ MaxItems: 1, Marker })).Tags).toEqual([{ Key: 'b', Value: '2' }]);
    await iam.execute('UntagPolicy', { PolicyArn, TagKeys: ['a'] }, alice);
    expect((await get())?.Tags).toEqual([{ Key: 'b', Value: '2' }]);
  });

  it('is deleted with its only version', async () => {
    expect(await iam.execute('DeletePolicy', { PolicyArn }, alice)).toBeUndefined();
    await expect(get()).rejects.toMatchObject({ code: 'NoSuchEntity' });
    await create('Notes', { Path: '/ops/' });
    expect((await versions()).Versions).toHaveLength(1);
  });

  it('is not deleted while it has other versions', async () => {
    await version('notes:PutNote');
    await expect(iam.execute('DeletePolicy', { PolicyArn }, alice)).rejects.toMatchObject({
      code: 'DeleteConflict',
      message:
        "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The default version is deleted with the policy.",
    });
  });

  it.each<[string, (arn: string) => Promise<unknown>, (arn: string) => Promise<unknown>]>([
    [
      'attached to a user',
      (PolicyArn) => iam.execute('AttachUserPolicy', { UserName: 'bob', PolicyArn }, alice),
      (PolicyArn) => iam.execute('DetachUserPolicy', { UserName: 'bob', PolicyArn }, alice),
    ],
    [
      'the boundary of a user',
      (PermissionsBoundary) =>
        iam.execute('PutUserPermissionsBoundary', { UserName: 'bob', PermissionsBoundary }, alice),
      () => iam.execute('DeleteUserPermissionsBoundary', { UserName: 'bob' }, alice),
    ],
  ])('is not deleted while it is %s', async (_, bind, release) => {
    await iam.execute('CreateUser', { UserName: 'bob' }, alice);
    await bind(PolicyArn);
    await expect(iam.execute('DeletePolicy', { PolicyArn }, alice)).rejects.toMatchObject({
      code: 'DeleteConflict',
      message: 'Cannot delete a policy attached to entities.',
    });
    await release(PolicyArn);
    await iam.execute('DeletePolicy', { PolicyArn }, alice);
  });
});

describe('a version of a managed policy', () => {
  it('is made with the next number, and is in force when that is asked for', async () => {
    expect(await version('notes:PutNote', true)).toEqual({
      PolicyVersion: { VersionId: 'v2', IsDefaultVersion: true, CreateDate: NOW },
    });
    expect(await version('notes:*')).toMatchObject({
      PolicyVersion: { VersionId: 'v3', IsDefaultVersion: false },
    });
    expect(await get()).toMatchObject({ DefaultVersionId: 'v2' });
  });

  it('is shown with the text that was put', async () => {
    const PolicyDocument = `${allowing()}\n `;
    await iam.execute('CreatePolicyVersion', { PolicyArn, PolicyDocument }, alice);
    const input = { PolicyArn, VersionId: 'v2' };
    expect(await iam.execute('GetPolicyVersion', input, alice)).toEqual({
      PolicyVersion: {
        Document: PolicyDocument,
        VersionId: 'v2',
        IsDefaultVersion: false,
        CreateDate: NOW,
      },
    });
  });

  it('is listed without its document, the newest first, in pages', async () => {
    for (let count = 2; count <= 5; count += 1) await version('notes:PutNote');
    const { Versions, IsTruncated } = await versions();
    expect(Versions?.map(({ VersionId }) => VersionId)).toEqual(['v5', 'v4', 'v3', 'v2', 'v1']);
    expect(Versions?.[4]).toEqual({ VersionId: 'v1', IsDefaultVersion: true, CreateDate: NOW });
    expect(IsTruncated).toBe(false);
    const { Marker } = await versions({ MaxItems: 3 });
    expect(
      (await versions({ MaxItems: 3, Marker })).Versions?.map((each) => each.VersionId),
    ).toEqual(['v2', 'v1']);
  });

  it('is one of five, and its number is never used again', async () => {
    for (let count = 2; count <= 5; count += 1) await version('notes:PutNote');
    await expect(version('notes:PutNote')).rejects.toMatchObject({
      code: 'LimitExceeded',
      message:
        'A managed policy can have up to 5 versions. Before you create a new version, you must delete an existing version.',
    });
    await remove('v5');
    expect(await version('notes:PutNote')).toMatchObject({ PolicyVersion: { VersionId: 'v6' } });
  });

  it('is not made of a document that is none, which uses up no number', async () => {
    const input = { PolicyArn, PolicyDocument: '{}' };
    await expect(iam.execute('CreatePolicyVersion', input, alice)).rejects.toMatchObject({
      code: 'MalformedPolicyDocument',
    });
    expect(await version('notes:PutNote')).toMatchObject({ PolicyVersion: { VersionId: 'v2' } });
  });

  it('is put in force, and then is not deleted', async () => {
    await version('notes:PutNote');
    await iam.execute('SetDefaultPolicyVersion', { PolicyArn, VersionId: 'v2' }, alice);
    expect(await get()).toMatchObject({ DefaultVersionId: 'v2' });
    await expect(remove('v2')).rejects.toMatchObject({
      code: 'DeleteConflict',
      message: 'Cannot delete the default version of a policy.',
    });
    await remove('v1');
    await expect(
      iam.execute('SetDefaultPolicyVersion', { PolicyArn, VersionId: 'v1' }, alice),
    ).rejects.toMatchObject({
      code: 'NoSuchEntity',
      message: `Policy ${PolicyArn} version v1 does not exist or is not attachable.`,
    });
  });
});

describe('a managed policy of the deployment', () => {
  const names = async (input: object) =>
    (await iam.execute('ListPolicies', input, alice)).Policies?.map(({ PolicyName }) => PolicyName);
  const builtIn = [
    'AdministratorAccess',
    'IAMFullAccess',
    'IAMReadOnlyAccess',
    'IAMUserChangePassword',
    'NotesReadOnlyAccess',
    'PowerUserAccess',
    'ReadOnlyAccess',
    'SecurityAudit',
  ];

  it('is listed by name before those of the account', async () => {
    expect(await names({})).toEqual([...builtIn, 'Notes']);
    expect(await names({ Scope: 'AWS' })).toEqual(builtIn);
    expect(await names({ Scope: 'Local' })).toEqual(['Notes']);
    expect(await names({ PathPrefix: '/service/' })).toEqual(['NotesReadOnlyAccess']);
  });

  it('is listed in pages that go on with those of the account', async () => {
    const { Marker, IsTruncated } = await iam.execute('ListPolicies', { MaxItems: 8 }, alice);
    expect(IsTruncated).toBe(true);
    expect(await names({ MaxItems: 8, Marker })).toEqual(['Notes']);
    const short = await iam.execute('ListPolicies', { MaxItems: 6 }, alice);
    expect(await names({ MaxItems: 6, Marker: short.Marker })).toEqual([
      'ReadOnlyAccess',
      'SecurityAudit',
      'Notes',
    ]);
  });

  it('is listed by whether and how it is used', async () => {
    await iam.execute('CreateUser', { UserName: 'bob' }, alice);
    const attached = { UserName: 'bob', PolicyArn: `${AWS}/ReadOnlyAccess` };
    await iam.execute('AttachUserPolicy', attached, alice);
    const bounded = { UserName: 'bob', PermissionsBoundary: PolicyArn };
    await iam.execute('PutUserPermissionsBoundary', bounded, alice);
    expect(await names({ OnlyAttached: true })).toEqual(['ReadOnlyAccess']);
    expect(await names({ PolicyUsageFilter: 'PermissionsPolicy' })).toEqual(['ReadOnlyAccess']);
    expect(await names({ PolicyUsageFilter: 'PermissionsBoundary' })).toEqual(['Notes']);
    expect(await names({ OnlyAttached: true, PolicyUsageFilter: 'PermissionsBoundary' })).toEqual(
      [],
    );
  });

  it('has one version, which has the number it was given', async () => {
    const arn = `${AWS}/service/NotesReadOnlyAccess`;
    expect(await get(arn)).toMatchObject({
      DefaultVersionId: 'v3',
      Description: 'Allows to read notes.',
      CreateDate: new Date('2026-11-24T00:00:00Z'),
      UpdateDate: new Date('2026-11-25T00:00:00Z'),
    });
    const { Versions } = await iam.execute('ListPolicyVersions', { PolicyArn: arn }, alice);
    expect(Versions).toMatchObject([{ VersionId: 'v3', IsDefaultVersion: true }]);
    const { PolicyVersion } = await iam.execute(
      'GetPolicyVersion',
      { PolicyArn: arn, VersionId: 'v3' },
      alice,
    );
    expect(JSON.parse(PolicyVersion?.Document ?? '')).toEqual(JSON.parse(allowing()));
  });

  it.each([
    ['DeletePolicy', {}],
    ['CreatePolicyVersion', { PolicyDocument: allowing() }],
    ['DeletePolicyVersion', { VersionId: 'v1' }],
    ['SetDefaultPolicyVersion', { VersionId: 'v1' }],
    ['TagPolicy', { Tags: [{ Key: 'a', Value: '' }] }],
    ['UntagPolicy', { TagKeys: ['a'] }],
  ] as const)('is not changed by %s', async (name, more) => {
    const input = { PolicyArn: `${AWS}/AdministratorAccess`, ...more } as never;
    await expect(iam.execute(name, input, alice)).rejects.toMatchObject({
      code: 'AccessDenied',
      message: 'Policy is outside your own account.',
    });
  });

  it('is not made twice', () => {
    const twice = {
      policyName: 'readonlyaccess',
      policyId: 'ANPAREADONLYACCESSTWO',
      description: '',
      createDate: '2026-11-24T00:00:00Z',
      updateDate: '2026-11-24T00:00:00Z',
      version: 1,
      document: JSON.parse(allowing()),
    };
    expect(() => openIam({ managedPolicies: [twice] })).toThrow(TypeError);
    const broken = { ...twice, policyName: 'other', document: {} };
    expect(() => openIam({ managedPolicies: [broken] })).toThrow(TypeError);
  });
});
