// A decision in sentences, for the person who has to mend it.
import { findPosition, type JsonPath, parsePolicy } from '@ostiary/policy';
import { expect, it } from 'vitest';
import { compile, evaluate, explain } from '../src/index.js';
import { type SimulatedCase, simulate } from './simulated-case.js';

const document = (...Statement: readonly object[]): object => ({
  Version: '2012-10-17',
  Statement,
});
const GET = { Effect: 'Allow', Action: 'notes:GetNote', Resource: '*' };

function explained(
  policies: Omit<SimulatedCase, 'request'>,
  request: Partial<SimulatedCase['request']> = {},
): readonly string[] {
  const found = simulate({
    request: {
      principal: { type: 'User', arn: 'arn:aws:iam::123456789012:user/alice' },
      action: 'notes:GetNote',
      resource: 'arn:aws:notes:eu-west-1:123456789012:note/1',
      context: {},
      ...request,
    },
    ...policies,
  });
  return explain(evaluate(found.request, found.policies));
}

it('names the statement that allowed, by its Sid or its place', () => {
  const named = document({ Sid: 'Readers', ...GET });
  expect(explained({ identityPolicies: [named] })).toEqual([
    'allowed by statement `Readers` of identity-based policy `identityPolicies[0]`',
  ]);
  expect(explained({ identityPolicies: [document({ ...GET, Action: 'x:*' }, GET)] })).toEqual([
    'allowed by statement 2 of identity-based policy `identityPolicies[0]`',
  ]);
});

it('says that the root user needs no policy', () => {
  const principal = { type: 'Root', arn: 'arn:aws:iam::123456789012:root' } as const;
  expect(explained({}, { principal })).toEqual([
    'allowed: the root user may do everything in its own account',
  ]);
});

it('names the statement that denied', () => {
  const denies = document({ ...GET, Sid: 'Never', Effect: 'Deny' });
  expect(explained({ serviceControlPolicies: [[denies]] })).toEqual([
    'denied by statement `Never` of service control policy `serviceControlPolicies[0][0]`: an explicit deny outweighs every allow',
  ]);
});

it('tells why each statement that came near did not match, the nearest first', () => {
  const identityPolicies = [
    document(
      { ...GET, Sid: 'Action', Action: 'notes:PutNote' },
      { ...GET, Sid: 'Resource', Resource: 'arn:aws:notes:*:*:note/2' },
      { ...GET, Sid: 'Wrong', Condition: { StringEquals: { 'notes:Team': 'red' } } },
      { ...GET, Sid: 'Absent', Condition: { Bool: { 'aws:SecureTransport': 'true' } } },
    ),
  ];
  const policy = 'identity-based policy `identityPolicies[0]`';
  expect(explained({ identityPolicies }, { context: { 'notes:team': ['blue', 'green'] } })).toEqual(
    [
      'no identity-based policy allows `notes:GetNote` on `arn:aws:notes:eu-west-1:123456789012:note/1`',
      `statement \`Wrong\` of ${policy} has a condition that does not hold: StringEquals wants \`notes:Team\` to be \`red\`, the request has \`blue\`, \`green\`: to compare several values takes \`ForAnyValue:\` or \`ForAllValues:\``,
      `statement \`Absent\` of ${policy} has a condition that does not hold: Bool wants \`aws:SecureTransport\` to be \`true\`, the request has none`,
      `statement \`Resource\` of ${policy} is about other resources: its Resource is \`arn:aws:notes:*:*:note/2\``,
      `statement \`Action\` of ${policy} is about other actions: its Action is \`notes:PutNote\``,
    ],
  );
});

it('says so when nothing allows anything', () => {
  expect(explained({})).toEqual([
    'no identity-based policy allows `notes:GetNote` on `arn:aws:notes:eu-west-1:123456789012:note/1`: arn:aws:iam::123456789012:user/alice has no identity-based policy that allows anything',
  ]);
});

it('names a resource or trust policy that names somebody else', () => {
  const bob = { AWS: 'arn:aws:iam::123456789012:user/bob' };
  const resource = 'arn:aws:iam::123456789012:role/editor';
  const resourcePolicy = document({ Effect: 'Allow', Principal: bob, Action: 'notes:GetNote' });
  expect(explained({ resourcePolicy }, { resource })).toEqual([
    `no role trust policy allows \`notes:GetNote\` on \`${resource}\``,
    'statement 1 of role trust policy `resourcePolicy` does not name the caller in its Principal',
  ]);
});

it('looks at every level of control policies', () => {
  const serviceControlPolicies = [[document(GET)], [document({ ...GET, Action: 'x:*' })]];
  expect(explained({ serviceControlPolicies })).toEqual([
    'no service control policy allows `notes:GetNote` on `arn:aws:notes:eu-west-1:123456789012:note/1`',
    'statement 1 of service control policy `serviceControlPolicies[1][0]` is about other actions: its Action is `x:*`',
  ]);
});

it('points to the statement where the text of the policy is known', () => {
  const text = `{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Action": "notes:GetNote", "Resource": "*" }
  ]
}`;
  const parsed = parsePolicy(text);
  if (!parsed.ok) throw new TypeError('expected a policy');
  const locate = (path: JsonPath): string => {
    const { line, column } = findPosition(text, path) ?? { line: 0, column: 0 };
    return `readers.json:${line}:${column}`;
  };
  const identity = compile([{ name: 'Readers', policy: parsed.value, locate }], 'identity');
  const { request } = simulate({
    request: {
      principal: { type: 'User', arn: 'arn:aws:iam::123456789012:user/alice' },
      action: 'notes:GetNote',
      resource: '*',
      context: {},
    },
  });
  expect(explain(evaluate(request, { identity }))).toEqual([
    'allowed by statement 1 of identity-based policy `Readers` (readers.json:4:5)',
  ]);
});
