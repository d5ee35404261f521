// Lines that cannot be decided: what each is answered, and that the next is answered nonetheless.
import { expect, it } from 'vitest';
import { ALICE, ALLOW_ALL, aCase, document } from './a-case.js';
import { answerLines } from './run.js';

type Expected = readonly [code: string, path: readonly unknown[], message: string | RegExp];

const principal = (other: object): object => aCase({ principal: other });
const arnOf = (type: string, arn: unknown, other: object = {}): object =>
  principal({ type, arn, ...other });
const WHO = ['request', 'principal'];
const INVALID = 'ValidationError';
const MALFORMED = 'MalformedPolicyDocument';
const ROLE_SESSION = 'arn:aws:sts::123456789012:assumed-role/editor/s1';
const FEDERATED = 'arn:aws:sts::123456789012:federated-user/alice';
const long = 'x'.repeat(300);

const cases: Readonly<Record<string, readonly [given: object | string, expected: Expected]>> = {
  'a line that is no JSON': ['{"id":', [INVALID, [], /^not valid JSON: .*, at column 7$/]],
  'an empty line': ['', [INVALID, [], /^not valid JSON/]],
  'a line that is no object': ['[]', [INVALID, [], 'expected an object, found a list']],
  'a number for a line': ['7', [INVALID, [], 'expected an object, found 7']],
  'null for a line': ['null', [INVALID, [], 'expected an object, found null']],
  'a string for a line': ['"x"', [INVALID, [], 'expected an object, found `x`']],
  'JSON nested too deep': ['['.repeat(2_000_000), [INVALID, [], /nested deeper than 32/]],
  'an id that is a list': [
    { ...aCase(), id: [] },
    [INVALID, ['id'], 'expected a string or a number, found a list'],
  ],
  'an unknown member': [
    { ...aCase(), permissionBoundaries: [] },
    [INVALID, ['permissionBoundaries'], /^expected one of `id`, .*, found `permissionBoundaries`$/],
  ],
  'no request': [{ id: '1' }, [INVALID, ['request'], 'expected an object, found nothing']],
  'an unknown member of the request': [
    aCase({ ip: '203.0.113.9' }),
    [INVALID, ['request', 'ip'], /found `ip`$/],
  ],
  'an action without a service': [
    aCase({ action: 'GetNote' }),
    [INVALID, ['request', 'action'], /^expected `service:ActionName`.*, found `GetNote`$/],
  ],
  'an action with a wildcard': [
    aCase({ action: 'notes:Get*' }),
    [INVALID, ['request', 'action'], /without wildcards/],
  ],
  'an action that is a number': [
    aCase({ action: 7 }),
    [INVALID, ['request', 'action'], /found 7$/],
  ],
  'a long action, which is not quoted whole': [
    aCase({ action: long }),
    [INVALID, ['request', 'action'], new RegExp(`found \`${'x'.repeat(200)}…\`$`)],
  ],
  'no resource': [
    aCase({ resource: undefined }),
    [INVALID, ['request', 'resource'], /^expected `\*` or an ARN.*, found nothing$/],
  ],
  'a resource that is no ARN': [
    aCase({ resource: 'note/1' }),
    [INVALID, ['request', 'resource'], /found `note\/1`$/],
  ],
  'an ARN that ends where its resource should stand': [
    aCase({ resource: 'arn:aws:notes:eu-west-1:123456789012:' }),
    [INVALID, ['request', 'resource'], /found `arn:/],
  ],
  'an account of the resource that is none': [
    aCase({ resourceAccount: '123' }),
    [INVALID, ['request', 'resourceAccount'], /twelve digits, found `123`$/],
  ],
  'no context': [
    aCase({ context: null }),
    [INVALID, ['request', 'context'], 'expected an object, found null'],
  ],
  'a context value that is a boolean': [
    aCase({ context: { 'aws:SecureTransport': true } }),
    [INVALID, ['request', 'context', 'aws:SecureTransport'], /list of strings, found true$/],
  ],
  'a context value within a list that is a number': [
    aCase({ context: { 'aws:TagKeys': ['a', 7] } }),
    [INVALID, ['request', 'context', 'aws:TagKeys', 1], 'expected a string, found 7'],
  ],
  'a context key in two spellings': [
    aCase({ context: { 'aws:SourceIp': '203.0.113.9', 'AWS:sourceip': '10.0.0.1' } }),
    [INVALID, ['request', 'context', 'AWS:sourceip'], /one spelling of the key `aws:SourceIp`/],
  ],
  'no type of principal': [
    principal({ arn: null }),
    [INVALID, [...WHO, 'type'], /^expected one of User, .*, found nothing$/],
  ],
  'an unknown type of principal': [
    arnOf('Group', 'arn:aws:iam::123456789012:group/g'),
    [INVALID, [...WHO, 'type'], /found `Group`$/],
  ],
  'an unknown member of the principal': [
    principal({ ...ALICE, name: 'alice' }),
    [INVALID, [...WHO, 'name'], /found `name`$/],
  ],
  'a user without an ARN': [
    arnOf('User', null),
    [
      INVALID,
      [...WHO, 'arn'],
      /an ARN such as `arn:aws:iam::123456789012:user\/NAME`, found null$/,
    ],
  ],
  'a user whose ARN is that of a role': [
    arnOf('User', 'arn:aws:iam::123456789012:role/alice'),
    [INVALID, [...WHO, 'arn'], /user\/NAME/],
  ],
  'a user of no account': [
    arnOf('User', 'arn:aws:iam:::user/alice'),
    [INVALID, [...WHO, 'arn'], /user\/NAME/],
  ],
  'a user whose ARN is none': [
    arnOf('User', 'alice'),
    [INVALID, [...WHO, 'arn'], /found `alice`$/],
  ],
  'a role whose ARN has a region': [
    arnOf('Role', 'arn:aws:iam:eu-west-1:123456789012:role/editor'),
    [INVALID, [...WHO, 'arn'], /role\/NAME/],
  ],
  'a session without a name': [
    arnOf('AssumedRole', 'arn:aws:sts::123456789012:assumed-role/editor'),
    [INVALID, [...WHO, 'arn'], /assumed-role\/NAME\/SESSION/],
  ],
  'a session of another role than it says': [
    arnOf('AssumedRole', ROLE_SESSION, { roleArn: 'arn:aws:iam::123456789012:role/xeditor' }),
    [INVALID, [...WHO, 'roleArn'], /^expected the ARN of the role that `.*` is a session of/],
  ],
  'a session of a role in another account': [
    arnOf('AssumedRole', ROLE_SESSION, { roleArn: 'arn:aws:iam::210987654321:role/editor' }),
    [INVALID, [...WHO, 'roleArn'], /is a session of/],
  ],
  'a federated user of a user in another account': [
    arnOf('FederatedUser', FEDERATED, { userArn: 'arn:aws:iam::210987654321:user/alice' }),
    [INVALID, [...WHO, 'userArn'], /^expected a user of account 123456789012/],
  ],
  'a federated user of something else': [
    arnOf('FederatedUser', FEDERATED, { userArn: ROLE_SESSION }),
    [INVALID, [...WHO, 'userArn'], /user\/NAME/],
  ],
  'a root user with a name': [
    arnOf('Root', 'arn:aws:iam::123456789012:root/x'),
    [INVALID, [...WHO, 'arn'], /:root`/],
  ],
  'a role of a user': [
    principal({ ...ALICE, roleArn: 'arn:aws:iam::123456789012:role/editor' }),
    [INVALID, [...WHO, 'roleArn'], /^expected `roleArn` with AssumedRole alone/],
  ],
  'a user of a role session': [
    arnOf('AssumedRole', ROLE_SESSION, { userArn: 'arn:aws:iam::123456789012:user/alice' }),
    [INVALID, [...WHO, 'userArn'], /^expected `userArn` with FederatedUser alone/],
  ],
  'an account that is not that of the ARN': [
    principal({ ...ALICE, account: '210987654321' }),
    [INVALID, [...WHO, 'account'], /^expected `123456789012`, .* found `210987654321`$/],
  ],
  'an account of a service': [
    arnOf('Service', 'notes.example.com', { account: '123456789012' }),
    [INVALID, [...WHO, 'account'], /Service belongs to none/],
  ],
  'a service without a name': [
    arnOf('Service', null),
    [INVALID, [...WHO, 'arn'], /^expected the name of a service/],
  ],
  'a service with a wildcard': [
    arnOf('Service', '*.example.com'),
    [INVALID, [...WHO, 'arn'], /^expected the name of a service/],
  ],
  'a provider that is a user': [
    arnOf('Federated', 'arn:aws:iam::123456789012:user/alice'),
    [INVALID, [...WHO, 'arn'], /^expected an ARN such as .*oidc-provider/],
  ],
  'a provider of another account than its own': [
    arnOf('Federated', 'arn:aws:iam::123456789012:saml-provider/Corp', { account: '210987654321' }),
    [INVALID, [...WHO, 'account'], /^expected `123456789012`, .* found `210987654321`$/],
  ],
  'an account of a public provider': [
    arnOf('Federated', 'accounts.google.com', { account: '123456789012' }),
    [INVALID, [...WHO, 'account'], /Federated belongs to none/],
  ],
  'a provider without a domain': [
    arnOf('Federated', 'google'),
    [INVALID, [...WHO, 'arn'], /^expected an ARN such as .* or a host/],
  ],
  'a provider without a name': [
    arnOf('Federated', null),
    [INVALID, [...WHO, 'arn'], /^expected an ARN such as .* or a host/],
  ],
  'a canonical user id with a hyphen': [
    arnOf('CanonicalUser', '79a5-9df9'),
    [INVALID, [...WHO, 'arn'], /^expected a canonical user id/],
  ],
  'an ARN of nobody': [
    arnOf('Anonymous', 'arn:aws:iam::123456789012:user/alice'),
    [INVALID, [...WHO, 'arn'], /^expected null for Anonymous/],
  ],
  'policies that are no list': [
    aCase({}, { identityPolicies: document(ALLOW_ALL) }),
    [INVALID, ['identityPolicies'], 'expected a list, found an object'],
  ],
  'a level that is no list': [
    aCase({}, { serviceControlPolicies: [document(ALLOW_ALL)] }),
    [INVALID, ['serviceControlPolicies', 0], 'expected a list, found an object'],
  ],
  'a policy with a fault': [
    aCase(
      {},
      { identityPolicies: [document(ALLOW_ALL), document({ ...ALLOW_ALL, Effect: 'Permit' })] },
    ),
    [
      MALFORMED,
      ['identityPolicies', 1, 'Statement', 0, 'Effect'],
      'INVALID_EFFECT: expected `Allow` or `Deny`, found `Permit`',
    ],
  ],
  'a policy with several faults': [
    aCase({}, { sessionPolicies: [document({ Effect: 'Permit' })] }),
    [MALFORMED, ['sessionPolicies', 0, 'Statement', 0], /^MISSING_ACTION: .*, and 2 more$/],
  ],
  'a policy of a level with a fault': [
    aCase({}, { serviceControlPolicies: [[document(ALLOW_ALL)], [{}]] }),
    [MALFORMED, ['serviceControlPolicies', 1, 0], /^MISSING_STATEMENT/],
  ],
  'a policy of another type than its place': [
    aCase({}, { resourcePolicy: document(ALLOW_ALL) }),
    [MALFORMED, ['resourcePolicy', 'Statement', 0], /^MISSING_PRINCIPAL/],
  ],
  'a policy that is a text': [
    aCase({}, { endpointPolicies: [JSON.stringify(document(ALLOW_ALL))] }),
    [MALFORMED, ['endpointPolicies', 0], /^DATA_TYPE_MISMATCH/],
  ],
  'null among policies': [
    aCase({}, { permissionsBoundaries: [null] }),
    [MALFORMED, ['permissionsBoundaries', 0], /^DATA_TYPE_MISMATCH/],
  ],
  'a key that stands twice in a policy': [
    JSON.stringify(aCase()).replace('"Effect"', '"Effect":"Deny","Effect"'),
    [MALFORMED, ['identityPolicies', 0, 'Statement', 0, 'Effect'], /^DUPLICATE_KEY/],
  ],
  'a key that stands twice in the context': [
    JSON.stringify(aCase({ context: { a: '1' } })).replace('"a"', '"a":"2","a"'),
    [INVALID, ['request', 'context', 'a'], /^key `a` stands twice in one object, at column/],
  ],
};

it.each(Object.entries(cases))('%s is answered with an error', async (_, [given, expected]) => {
  const text = typeof given === 'string' ? given : JSON.stringify(given);
  const [answer, next] = await answerLines([text, JSON.stringify(aCase())]);
  const [code, path, message] = expected;
  const isNamed = path[0] !== 'id' && text.startsWith('{"id":"1"');
  expect(answer).toEqual({
    id: isNamed ? '1' : null,
    error: { code, message: expect.any(String), path },
  });
  if (typeof message === 'string') expect(answer?.error?.message).toBe(message);
  else expect(answer?.error?.message).toMatch(message);
  expect(next?.decision).toBe('allowed');
});

it('an id that stands twice names nothing', async () => {
  const [answer] = await answerLines([JSON.stringify(aCase()).replace('"id"', '"id":"2","id"')]);
  expect(answer).toMatchObject({ id: null, error: { code: INVALID, path: ['id'] } });
});
