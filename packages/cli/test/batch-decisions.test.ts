// What the batch makes of a case: which policies apply, which keys it fills in, how it names things.
import { describe, expect, it } from 'vitest';
import { ALICE, ALLOW_ALL, aCase, document } from './a-case.js';
import { answerLines, type BatchAnswer } from './run.js';

const ALLOWED = [document(ALLOW_ALL)];
const ROLE_SESSION = 'arn:aws:sts::123456789012:assumed-role/editor/s1';

async function decide(request: object, policies: object = {}): Promise<BatchAnswer | undefined> {
  const [answer] = await answerLines([JSON.stringify(aCase(request, policies))]);
  expect(answer?.error).toBeUndefined();
  return answer;
}

async function outcome(request: object, policies: object = {}): Promise<string | undefined> {
  return (await decide(request, policies))?.decision;
}

describe('an id', () => {
  it.each([['a text'], [7], [0], [''], [null]])('%j comes back as it was', async (id) => {
    const [answer] = await answerLines([JSON.stringify({ ...aCase(), id })]);
    expect(answer?.id).toBe(id);
  });

  it('is null where there is none', async () => {
    const { id: _, ...without } = aCase();
    const [answer] = await answerLines([JSON.stringify(without)]);
    expect(answer).toMatchObject({ id: null, decision: 'allowed' });
  });
});

describe('a type of policy', () => {
  it('that is null or absent does not apply', async () => {
    const [answer] = await answerLines([
      JSON.stringify({ request: aCase().request, identityPolicies: ALLOWED }),
    ]);
    expect(answer?.decision).toBe('allowed');
    expect(await outcome({})).toBe('allowed');
  });

  it.each(['permissionsBoundaries', 'sessionPolicies', 'endpointPolicies'])(
    'that is an empty list applies and allows nothing: %s',
    async (member) => {
      expect(await outcome({}, { [member]: [] })).toBe('implicitDeny');
    },
  );

  it('of an organization allows nothing at a level without policies', async () => {
    expect(await outcome({}, { serviceControlPolicies: [ALLOWED, []] })).toBe('implicitDeny');
    expect(await outcome({}, { serviceControlPolicies: [ALLOWED, ALLOWED] })).toBe('allowed');
  });
});

describe('matched', () => {
  it('names every statement that matched by policy and Sid, or by its place from 1', async () => {
    const deny = { Sid: 'Refuse', Effect: 'Deny', Action: 'notes:*', Resource: '*' };
    const answer = await decide(
      {},
      {
        identityPolicies: [
          document(ALLOW_ALL, { ...ALLOW_ALL, Action: 'other:*' }),
          document(deny),
        ],
        resourcePolicy: document({ ...ALLOW_ALL, Sid: '', Principal: '*' }),
        serviceControlPolicies: [ALLOWED, [document(ALLOW_ALL), document(deny, ALLOW_ALL)]],
      },
    );
    expect(answer).toEqual({
      id: '1',
      decision: 'explicitDeny',
      matched: [
        { policy: 'identityPolicies[0]', statement: 1, effect: 'Allow' },
        { policy: 'identityPolicies[1]', sid: 'Refuse', effect: 'Deny' },
        { policy: 'resourcePolicy', statement: 1, effect: 'Allow' },
        { policy: 'serviceControlPolicies[0][0]', statement: 1, effect: 'Allow' },
        { policy: 'serviceControlPolicies[1][0]', statement: 1, effect: 'Allow' },
        { policy: 'serviceControlPolicies[1][1]', sid: 'Refuse', effect: 'Deny' },
        { policy: 'serviceControlPolicies[1][1]', statement: 2, effect: 'Allow' },
      ],
      reason: expect.stringContaining('`Refuse` of identity-based policy `identityPolicies[1]`'),
    });
  });

  it('is empty where nothing matched, and the reason says what lacks', async () => {
    expect(await decide({}, { identityPolicies: [] })).toMatchObject({
      decision: 'implicitDeny',
      matched: [],
      reason: expect.stringContaining('no identity-based policy allows `notes:GetNote`'),
    });
  });
});

describe('condition keys that follow from the principal', () => {
  const wants = (key: string, value: string): object => ({
    identityPolicies: [document({ ...ALLOW_ALL, Condition: { StringEquals: { [key]: value } } })],
  });

  it.each([
    ['aws:PrincipalArn', 'arn:aws:iam::123456789012:user/team/alice'],
    ['aws:PrincipalAccount', '123456789012'],
    ['aws:PrincipalType', 'User'],
    ['aws:username', 'alice'],
  ])('%s is filled in', async (key, value) => {
    expect(await outcome({}, wants(key, value))).toBe('allowed');
  });

  it('stay as the context has them, in any case', async () => {
    const context = { 'AWS:UserName': 'bob' };
    expect(await outcome({ context }, wants('aws:username', 'bob'))).toBe('allowed');
    expect(await outcome({ context }, wants('aws:username', 'alice'))).toBe('implicitDeny');
  });

  it('stay absent where the context says so by an empty list', async () => {
    const context = { 'aws:username': [] };
    expect(await outcome({ context }, wants('aws:username', 'alice'))).toBe('implicitDeny');
  });

  it('include nothing else: a service brings no aws:PrincipalServiceName', async () => {
    const principal = { type: 'Service', arn: 'backup.example.com' };
    const grant = { ...ALLOW_ALL, Principal: { Service: 'backup.example.com' } };
    const Condition = { Null: { 'aws:PrincipalServiceName': 'true' } };
    expect(
      await outcome({ principal }, { resourcePolicy: document({ ...grant, Condition }) }),
    ).toBe('allowed');
  });
});

describe('a session', () => {
  const grantTo = (arn: string): object => ({
    identityPolicies: [],
    resourcePolicy: document({ ...ALLOW_ALL, Principal: { AWS: arn } }),
  });

  it.each([
    [undefined, 'arn:aws:iam::123456789012:role/editor'],
    ['arn:aws:iam::123456789012:role/team/editor', 'arn:aws:iam::123456789012:role/team/editor'],
  ])('with roleArn %s is of the role %s', async (roleArn, role) => {
    const principal = { type: 'AssumedRole', arn: ROLE_SESSION, roleArn };
    expect(await outcome({ principal }, grantTo(role))).toBe('allowed');
    expect(await outcome({ principal }, grantTo(`${role}s`))).toBe('implicitDeny');
  });

  const federated = {
    type: 'FederatedUser',
    arn: 'arn:aws:sts::123456789012:federated-user/alice',
    account: '123456789012',
  };
  const sessionPolicies = ALLOWED;

  it.each(['arn:aws:iam::123456789012:user/alice', 'arn:aws:iam::123456789012:root'])(
    'of a federated user has what %s has',
    async (userArn) => {
      const principal = { ...federated, userArn };
      expect(await outcome({ principal }, { sessionPolicies })).toBe('allowed');
    },
  );

  it('of a federated user without userArn is reached by no grant to a user', async () => {
    const policies = { ...grantTo('arn:aws:iam::123456789012:user/alice'), sessionPolicies };
    expect(await outcome({ principal: federated }, policies)).toBe('implicitDeny');
    const userArn = 'arn:aws:iam::123456789012:user/alice';
    expect(await outcome({ principal: { ...federated, userArn } }, policies)).toBe('allowed');
  });
});

describe('a resource whose policy must grant', () => {
  const role = 'arn:aws:iam::123456789012:role/team/editor';
  const key = 'arn:aws:kms:eu-west-1:123456789012:key/1234';
  const trust = document({
    Effect: 'Allow',
    Action: 'sts:AssumeRole',
    Principal: { AWS: '123456789012' },
  });

  it('is a role: its trust policy, without Resource, lets it be assumed', async () => {
    const request = { action: 'sts:AssumeRole', resource: role };
    expect(await outcome(request, { resourcePolicy: trust })).toBe('allowed');
    expect(await outcome({ ...request, action: 'STS:assumerole' }, { resourcePolicy: trust })).toBe(
      'allowed',
    );
    expect(await outcome({ ...request, action: 'sts:TagSession' }, { resourcePolicy: trust })).toBe(
      'implicitDeny',
    );
    expect(await decide(request)).toMatchObject({
      decision: 'implicitDeny',
      reason: expect.stringContaining('no role trust policy allows `sts:AssumeRole`'),
    });
  });

  it('is a role only for who would assume it', async () => {
    expect(await outcome({ action: 'iam:GetRole', resource: role })).toBe('allowed');
  });

  it('is a KMS key', async () => {
    const request = { action: 'kms:Decrypt', resource: key };
    const grantTo = (AWS: string): object => ({
      resourcePolicy: document({ ...ALLOW_ALL, Principal: { AWS } }),
    });
    expect(await outcome(request)).toBe('implicitDeny');
    expect(await outcome(request, grantTo('arn:aws:iam::123456789012:user/bob'))).toBe(
      'implicitDeny',
    );
    expect(await outcome(request, grantTo('123456789012'))).toBe('allowed');
  });

  it('is not what KMS has besides keys', async () => {
    const alias = 'arn:aws:kms:eu-west-1:123456789012:alias/a';
    expect(await outcome({ action: 'kms:CreateAlias', resource: alias })).toBe('allowed');
    expect(await outcome({ action: 'kms:ListKeys', resource: '*' })).toBe('allowed');
  });
});

describe('a number in a policy', () => {
  const numbered = (version: string): string =>
    JSON.stringify(
      aCase(
        { context: { 'app:v': version } },
        {
          identityPolicies: [
            document({ ...ALLOW_ALL, Condition: { StringEquals: { 'app:v': 'NUMBER' } } }),
          ],
        },
      ),
    );

  it.each(['1.0', '12345678901234567890', '1e2', '7'])(
    '%s stays as it is written',
    async (text) => {
      const [same, other] = await answerLines([
        numbered(text).replace('"NUMBER"', text),
        numbered('none').replace('"NUMBER"', text),
      ]);
      expect([same?.decision, other?.decision]).toEqual(['allowed', 'implicitDeny']);
    },
  );
});

it('decides for the principal of the line, not that of a line before', async () => {
  const lines = [ALICE, { type: 'Anonymous', arn: null }, ALICE].map((principal) =>
    JSON.stringify(aCase({ principal })),
  );
  const answers = await answerLines(lines);
  expect(answers.map(({ decision }) => decision)).toEqual(['allowed', 'implicitDeny', 'allowed']);
});
