// The simulator, through the domain's door: the evaluator's own decisions, and where they come from.
import { beforeEach, describe, expect, it } from 'vitest';
import type { Iam } from '../src/index.js';
import { alice, openIam, stranger } from './open-iam.js';
import { allowing } from './policy-text.js';
import { trust } from './trust-document.js';

const ACCOUNT = 'arn:aws:iam::123456789012:';
const NOTE = 'arn:aws:notes:eu-west-1:123456789012:note/1';
const OTHER = 'arn:aws:notes:eu-west-1:123456789012:note/2';
const ELSEWHERE = 'arn:aws:notes:eu-west-1:210987654321:note/1';

const policy = (...Statement: object[]) => JSON.stringify({ Version: '2012-10-17', Statement });
const allow = (Action: string, rest: object = {}) => ({
  Effect: 'Allow',
  Action,
  Resource: '*',
  ...rest,
});
const deny = (Action: string, rest: object = {}) => ({ ...allow(Action, rest), Effect: 'Deny' });

let iam: Iam;
beforeEach(() => {
  iam = openIam();
});

describe('SimulateCustomPolicy', () => {
  const simulate = async (PolicyInputList: string[], more: object = {}) => {
    const input = { PolicyInputList, ActionNames: ['notes:GetNote'], ...more };
    const { EvaluationResults = [] } = await iam.execute('SimulateCustomPolicy', input, alice);
    return EvaluationResults;
  };
  const decision = async (policies: string[], more?: object) =>
    (await simulate(policies, more))[0]?.EvalDecision;

  it('names the decision, the statement that made it, and where that stands', async () => {
    const document = `{"Version": "2012-10-17", "Statement": [{"Effect": "Allow",\n"Action": "notes:*", "Resource": "*"}]}`;
    const matched = [
      {
        SourcePolicyId: 'PolicyInputList.1',
        SourcePolicyType: 'IAM Policy',
        StartPosition: { Line: 1, Column: 41 },
        EndPosition: { Line: 2, Column: 38 },
      },
    ];
    expect(await simulate([document])).toEqual([
      {
        EvalActionName: 'notes:GetNote',
        EvalResourceName: '*',
        EvalDecision: 'allowed',
        MatchedStatements: matched,
        MissingContextValues: [],
        ResourceSpecificResults: [
          {
            EvalResourceName: '*',
            EvalResourceDecision: 'allowed',
            MatchedStatements: matched,
            MissingContextValues: [],
          },
        ],
      },
    ]);
  });

  it.each<[string, string[], object, string]>([
    ['an allow', [policy(allow('notes:GetNote'))], {}, 'allowed'],
    ['nothing', [policy(allow('notes:PutNote'))], {}, 'implicitDeny'],
    [
      'a deny beside an allow, in whichever policy',
      [policy(allow('*')), policy(deny('notes:Get*'))],
      {},
      'explicitDeny',
    ],
    [
      'a boundary that does not allow',
      [policy(allow('*'))],
      { PermissionsBoundaryPolicyInputList: [policy(allow('files:*'))] },
      'implicitDeny',
    ],
    [
      'an organization of which one level does not allow',
      [policy(allow('*'))],
      {
        OrderedOrganizationPolicyInputList: [
          { ServiceControlPolicyInputList: [policy(allow('*'))] },
          { ServiceControlPolicyInputList: [policy(allow('files:*'))] },
        ],
      },
      'implicitDeny',
    ],
    [
      'a condition on a context key that is given',
      [policy(allow('*', { Condition: { StringEquals: { 'notes:Owner': 'bob' } } }))],
      {
        ContextEntries: [
          { ContextKeyName: 'notes:owner', ContextKeyValues: ['bob'], ContextKeyType: 'string' },
        ],
      },
      'allowed',
    ],
    [
      'the caller that is named',
      [policy(allow('*', { Condition: { StringEquals: { 'aws:username': 'bob' } } }))],
      { CallerArn: `${ACCOUNT}user/it/bob` },
      'allowed',
    ],
    [
      'nobody where no caller is named',
      [policy(allow('*', { Condition: { StringEquals: { 'aws:username': 'simulated' } } }))],
      {},
      'implicitDeny',
    ],
  ])('decides by %s', async (_, policies, more, expected) => {
    expect(await decision(policies, more)).toBe(expected);
  });

  it('tells whether the boundary and the organization allow, whatever the rest does', async () => {
    const [result] = await simulate([policy(allow('files:*'))], {
      PermissionsBoundaryPolicyInputList: [policy(allow('notes:*'))],
      OrderedOrganizationPolicyInputList: [
        { ServiceControlPolicyInputList: [policy(allow('files:*'))] },
      ],
    });
    expect(result).toMatchObject({
      EvalDecision: 'implicitDeny',
      PermissionsBoundaryDecisionDetail: { AllowedByPermissionsBoundary: true },
      OrganizationsDecisionDetail: { AllowedByOrganizations: false },
      MatchedStatements: [],
    });
  });

  it('has a result for each resource, and is allowed when each is', async () => {
    const one = policy(allow('notes:GetNote', { Resource: NOTE }));
    const [result] = await simulate([one], { ResourceArns: [NOTE, OTHER] });
    expect(result).toMatchObject({
      EvalResourceName: '*',
      EvalDecision: 'implicitDeny',
      MatchedStatements: [],
      ResourceSpecificResults: [
        {
          EvalResourceName: NOTE,
          EvalResourceDecision: 'allowed',
          MatchedStatements: [{ SourcePolicyId: 'PolicyInputList.1' }],
        },
        { EvalResourceName: OTHER, EvalResourceDecision: 'implicitDeny', MatchedStatements: [] },
      ],
    });
    const both = [policy(allow('*'), deny('notes:*', { Resource: OTHER }))];
    expect(await decision(both, { ResourceArns: [NOTE, OTHER] })).toBe('explicitDeny');
    expect(await decision(both, { ResourceArns: [NOTE] })).toBe('allowed');
  });

  it('decides by both sides across accounts, and tells what each says', async () => {
    const CallerArn = `${ACCOUNT}user/bob`;
    const grant = { Effect: 'Allow', Principal: { AWS: CallerArn }, Action: '*', Resource: '*' };
    const across = (PolicyInputList: string[], ResourcePolicy: string) =>
      simulate(PolicyInputList, { CallerArn, ResourcePolicy, ResourceArns: [ELSEWHERE] });
    const [both] = await across([policy(allow('*'))], policy(grant));
    expect(both).toMatchObject({
      EvalDecision: 'allowed',
      EvalDecisionDetails: { 'IAM Policy': 'allowed', 'Resource Policy': 'allowed' },
      MatchedStatements: [
        { SourcePolicyId: 'PolicyInputList.1', SourcePolicyType: 'IAM Policy' },
        { SourcePolicyId: 'ResourcePolicy', SourcePolicyType: 'Resource Policy' },
      ],
    });
    const [caller] = await across([policy(allow('*'))], policy({ ...grant, Effect: 'Deny' }));
    expect(caller).toMatchObject({
      EvalDecision: 'explicitDeny',
      EvalDecisionDetails: { 'IAM Policy': 'allowed', 'Resource Policy': 'explicitDeny' },
    });
    const [resource] = await across([policy(allow('files:*'))], policy(grant));
    expect(resource).toMatchObject({
      EvalDecision: 'implicitDeny',
      EvalDecisionDetails: { 'IAM Policy': 'implicitDeny', 'Resource Policy': 'allowed' },
    });
  });

  it('takes the owner of the resource from the input where the ARN does not tell', async () => {
    const bucket = { ResourceArns: ['arn:aws:files:::bucket'] };
    const policies = [policy(allow('*'))];
    expect(await decision(policies, bucket)).toBe('allowed');
    for (const ResourceOwner of ['210987654321', 'arn:aws:iam::210987654321:root']) {
      expect(await decision(policies, { ...bucket, ResourceOwner })).toBe('implicitDeny');
    }
  });

  it('names the context keys that are asked for and not given, also as variables', async () => {
    const document = policy(
      allow('notes:*', {
        Resource: 'arn:aws:notes:::note/${aws:username}/*',
        Condition: {
          StringEquals: { 'notes:Owner': '${aws:PrincipalTag/team}' },
          Bool: { 'aws:SecureTransport': 'true' },
        },
      }),
    );
    const ContextEntries = [{ ContextKeyName: 'NOTES:owner', ContextKeyValues: ['x'] }];
    const [result] = await simulate([document], { ContextEntries });
    expect(result?.MissingContextValues).toEqual([
      'aws:SecureTransport',
      'aws:username',
      'aws:PrincipalTag/team',
    ]);
  });

  it('goes through the actions in pages', async () => {
    const input = {
      PolicyInputList: [policy(allow('notes:*'))],
      ActionNames: ['notes:GetNote', 'files:Get', 'notes:PutNote'],
      MaxItems: 2,
    };
    const first = await iam.execute('SimulateCustomPolicy', input, alice);
    expect(first).toMatchObject({
      IsTruncated: true,
      EvaluationResults: [{ EvalDecision: 'allowed' }, { EvalDecision: 'implicitDeny' }],
    });
    const next = { ...input, Marker: first.Marker };
    expect(await iam.execute('SimulateCustomPolicy', next, alice)).toMatchObject({
      IsTruncated: false,
      EvaluationResults: [{ EvalActionName: 'notes:PutNote' }],
    });
  });

  it.each<[string, object, string]>([
    [
      'a policy that is none',
      { PolicyInputList: [allowing(), '{}'] },
      'PolicyInputList.2: a policy document needs a `Statement` (line 1, column 1)',
    ],
    ['an action that is none', { ActionNames: ['notes:*'] }, 'Invalid Action: notes:*'],
    ['a resource that is none', { ResourceArns: ['note/1'] }, 'Invalid resource: note/1'],
    [
      'a caller who is no user',
      { CallerArn: `${ACCOUNT}role/ops` },
      `expected the ARN of a user as caller, found \`${ACCOUNT}role/ops\``,
    ],
    [
      'a resource policy without a caller',
      { ResourcePolicy: policy({ ...allow('*'), Principal: '*' }) },
      'a resource policy needs a caller: name one by CallerArn',
    ],
    [
      'an owner that is none',
      { ResourceOwner: 'arn:aws:iam::bob:root' },
      'expected an account as owner, found `arn:aws:iam::bob:root`',
    ],
  ])('refuses %s', async (_, more, message) => {
    await expect(simulate([allowing()], more)).rejects.toMatchObject({
      code: 'InvalidInput',
      message,
    });
  });
});

describe('SimulatePrincipalPolicy', () => {
  const USER = `${ACCOUNT}user/it/bob`;
  const ROLE = `${ACCOUNT}role/builder`;
  const GROUP = `${ACCOUNT}group/ops`;
  beforeEach(async () => {
    await iam.execute('CreateUser', { UserName: 'bob', Path: '/it/' }, alice);
    await iam.execute('CreateGroup', { GroupName: 'ops' }, alice);
    await iam.execute('AddUserToGroup', { GroupName: 'ops', UserName: 'bob' }, alice);
    const role = { RoleName: 'builder', AssumeRolePolicyDocument: trust() };
    await iam.execute('CreateRole', role, alice);
    const put = (Action: string) => ({ PolicyName: 'own', PolicyDocument: policy(allow(Action)) });
    await iam.execute('PutUserPolicy', { UserName: 'bob', ...put('notes:GetNote') }, alice);
    await iam.execute('PutGroupPolicy', { GroupName: 'ops', ...put('notes:PutNote') }, alice);
    const managed = { PolicyName: 'Managed', PolicyDocument: policy(allow('notes:ListNotes')) };
    await iam.execute('CreatePolicy', managed, alice);
    const PolicyArn = `${ACCOUNT}policy/Managed`;
    await iam.execute('AttachUserPolicy', { UserName: 'bob', PolicyArn }, alice);
    await iam.execute('AttachRolePolicy', { RoleName: 'builder', PolicyArn }, alice);
  });
  const ActionNames = ['notes:GetNote', 'notes:PutNote', 'notes:ListNotes'];
  const simulate = async (PolicySourceArn: string, more: object = {}) => {
    const input = { PolicySourceArn, ActionNames, ...more };
    return (await iam.execute('SimulatePrincipalPolicy', input, alice)).EvaluationResults ?? [];
  };
  const sources = async (arn: string, more?: object) =>
    (await simulate(arn, more)).map(
      ({ MatchedStatements }) => MatchedStatements?.[0]?.SourcePolicyId,
    );

  it.each([
    [USER, ['user_bob_own', 'group_ops_own', 'Managed']],
    [GROUP, [undefined, 'group_ops_own', undefined]],
    [ROLE, [undefined, undefined, 'Managed']],
  ])('decides by the policies of %s', async (arn, expected) => {
    expect(await sources(arn)).toEqual(expected);
  });

  it('adds policies that are given, and leaves out those that are excluded', async () => {
    const PolicyInputList = [policy(deny('notes:GetNote'))];
    expect(await simulate(USER, { PolicyInputList })).toMatchObject([
      { EvalDecision: 'explicitDeny' },
      { EvalDecision: 'allowed' },
      { EvalDecision: 'allowed' },
    ]);
    const PolicyExclusionList = [
      { PolicyArn: `${ACCOUNT}policy/Managed` },
      {
        InlinePolicyIdentifier: {
          PolicyName: 'own',
          AttachmentType: 'group',
          AttachmentName: 'ops',
        },
      },
    ];
    expect(await sources(USER, { PolicyExclusionList })).toEqual([
      'user_bob_own',
      undefined,
      undefined,
    ]);
  });

  it('decides under the boundary of the entity, or the one that is given', async () => {
    const PermissionsBoundary = `${ACCOUNT}policy/Managed`;
    await iam.execute(
      'PutUserPermissionsBoundary',
      { UserName: 'bob', PermissionsBoundary },
      alice,
    );
    const own = await simulate(USER);
    expect(own.map(({ EvalDecision }) => EvalDecision)).toEqual([
      'implicitDeny',
      'implicitDeny',
      'allowed',
    ]);
    expect(own[0]?.PermissionsBoundaryDecisionDetail).toEqual({
      AllowedByPermissionsBoundary: false,
    });
    const given = { PermissionsBoundaryPolicyInputList: [policy(allow('*'))] };
    expect((await simulate(USER, given))[0]).toMatchObject({ EvalDecision: 'allowed' });
  });

  it('knows who asks: the user, the role, or whoever is named for a group', async () => {
    const own = (value: string) => ({
      PolicyInputList: [
        policy(deny('*', { Condition: { ArnEquals: { 'aws:PrincipalArn': value } } })),
      ],
    });
    const first = async (arn: string, more: object) => (await simulate(arn, more))[0]?.EvalDecision;
    expect(await first(USER, own(USER))).toBe('explicitDeny');
    expect(await first(ROLE, own(ROLE))).toBe('explicitDeny');
    expect(await first(GROUP, own(USER))).toBe('implicitDeny');
    expect(await first(GROUP, { ...own(USER), CallerArn: USER })).toBe('explicitDeny');
  });

  it.each([
    [`${ACCOUNT}user/bob`, 'NoSuchEntity', 'The user with name bob cannot be found.'],
    [`${ACCOUNT}role/none`, 'NoSuchEntity', 'The role with name none cannot be found.'],
    [
      `${ACCOUNT}policy/Managed`,
      'InvalidInput',
      `Invalid Entity Arn: ${ACCOUNT}policy/Managed does not clearly define entity type and name.`,
    ],
    [
      'arn:aws:iam::210987654321:user/bob',
      'InvalidInput',
      'Invalid Entity Arn: arn:aws:iam::210987654321:user/bob does not clearly define entity type and name.',
    ],
  ])('refuses %s', async (arn, code, message) => {
    await expect(simulate(arn)).rejects.toMatchObject({ code, message });
    const keys = { PolicySourceArn: arn };
    await expect(
      iam.execute('GetContextKeysForPrincipalPolicy', keys, alice),
    ).rejects.toMatchObject({ code, message });
  });

  it('is demanded on the entity, with its tags', async () => {
    const Tags = [{ Key: 'team', Value: 'red' }];
    await iam.execute('TagUser', { UserName: 'bob', Tags }, alice);
    for (const name of ['SimulatePrincipalPolicy', 'GetContextKeysForPrincipalPolicy'] as const) {
      const input = { PolicySourceArn: USER, ActionNames };
      expect(await iam.demands(name, input, alice)).toEqual([
        { action: `iam:${name}`, resource: USER, context: [], tags: { team: 'red' } },
      ]);
    }
    const input = { PolicySourceArn: USER, ActionNames };
    const elsewhere = iam.execute('SimulatePrincipalPolicy', input, stranger);
    await expect(elsewhere).rejects.toMatchObject({ code: 'InvalidInput' });
  });

  it('names the context keys that the policies of an entity ask for, and those given', async () => {
    const condition = (key: string) => ({ Condition: { StringEquals: { [key]: 'x' } } });
    const PolicyDocument = policy(allow('*', condition('notes:Owner')));
    await iam.execute(
      'PutUserPolicy',
      { UserName: 'bob', PolicyName: 'keys', PolicyDocument },
      alice,
    );
    const input = {
      PolicySourceArn: USER,
      PolicyInputList: [policy(allow('*', condition('aws:SourceVpc')))],
    };
    expect(await iam.execute('GetContextKeysForPrincipalPolicy', input, alice)).toEqual({
      ContextKeyNames: ['notes:Owner', 'aws:SourceVpc'],
    });
  });
});

describe('GetContextKeysForCustomPolicy', () => {
  it('names each key once, of conditions and variables, but no variable of the old language', async () => {
    const statement = allow('*', {
      Resource: 'arn:aws:notes:::note/${aws:username}',
      Condition: { StringLike: { 'aws:UserName': '${aws:userid}', 'notes:Owner': '*' } },
    });
    const PolicyInputList = [policy(statement)];
    const keys = (list: string[]) =>
      iam.execute('GetContextKeysForCustomPolicy', { PolicyInputList: list }, alice);
    expect(await keys(PolicyInputList)).toEqual({
      ContextKeyNames: ['aws:UserName', 'notes:Owner', 'aws:userid'],
    });
    expect(await keys([JSON.stringify({ Statement: statement })])).toEqual({
      ContextKeyNames: ['aws:UserName', 'notes:Owner'],
    });
    await expect(keys(['{}'])).rejects.toMatchObject({ code: 'InvalidInput' });
  });

  it('is demanded, as SimulateCustomPolicy is, on everything', async () => {
    for (const name of ['GetContextKeysForCustomPolicy', 'SimulateCustomPolicy'] as const) {
      const input = { PolicyInputList: [allowing()], ActionNames: ['notes:GetNote'] };
      expect(await iam.demands(name, input, alice)).toEqual([
        { action: `iam:${name}`, resource: '*', context: [] },
      ]);
    }
  });
});
