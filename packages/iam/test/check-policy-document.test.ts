// Which documents are refused, and in whose words: the table is that of AWS where it has a message.
import { describe, expect, it } from 'vitest';
import {
  checkPolicyDocument,
  type PolicyDocumentKind,
  policySize,
} from '../src/check-policy-document.js';

const statement = {
  Effect: 'Allow',
  Action: 's3:ListBucket',
  Resource: 'arn:aws:s3:::example_bucket',
};
const without = (element: keyof typeof statement, rest: object = {}) => {
  const { [element]: _, ...others } = statement;
  return { ...others, ...rest };
};
const policy = (Statement: unknown, rest: object = {}) => ({
  Version: '2012-10-17',
  Statement,
  ...rest,
});
const trust = (rest: object) =>
  policy({
    Effect: 'Allow',
    Principal: { AWS: '123456789012' },
    Action: 'sts:AssumeRole',
    ...rest,
  });

const SYNTAX = 'Syntax errors in policy.';
const LEGACY = 'The policy failed legacy parsing';
const OLD = 'Policy document must be version 2012-10-17 or greater.';

const refused: readonly [PolicyDocumentKind, unknown, string][] = [
  ['managed', 'This is not a json document', SYNTAX],
  ['managed', { Statement: statement }, OLD],
  ['managed', { Version: '2008-10-17', Statement: statement }, OLD],
  ['managed', policy(statement, { Version: '2013-10-17' }), SYNTAX],
  ['managed', { Version: '2012-10-17' }, SYNTAX],
  ['managed', policy([]), SYNTAX],
  ['managed', policy(['afd']), SYNTAX],
  ['managed', policy(statement, { Extra: 'value' }), SYNTAX],
  ['managed', policy({ ...statement, Extra: 'value' }), SYNTAX],
  ['managed', policy(statement, { Id: ['a'] }), SYNTAX],
  ['managed', policy({ ...statement, Effect: 'invalid' }), SYNTAX],
  ['managed', policy({ ...statement, Effect: 'denY' }), LEGACY],
  ['managed', policy(without('Effect')), SYNTAX],
  [
    'managed',
    policy({ ...statement, Action: 'invalid' }),
    'Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.',
  ],
  [
    'managed',
    policy(without('Action', { NotAction: '' })),
    'Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.',
  ],
  ['managed', policy({ ...statement, Action: 'a a:ListBucket' }), 'Vendor a a is not valid'],
  [
    'managed',
    policy({ ...statement, Action: 's3:List:Bucket' }),
    'Actions/Condition can contain only one colon.',
  ],
  [
    'managed',
    policy({ ...statement, Action: 's:3:ListBucket', Resource: 'sdfsadf' }),
    'Resource sdfsadf must be in ARN format or "*".',
  ],
  ['managed', policy({ ...statement, Resource: '' }), 'Resource  must be in ARN format or "*".'],
  [
    'managed',
    policy({ ...statement, Resource: ['adf'] }),
    'Resource adf must be in ARN format or "*".',
  ],
  [
    'managed',
    policy({ ...statement, Resource: 'a:bsdfdsafsad' }),
    'Partition "bsdfdsafsad" is not valid for resource "arn:bsdfdsafsad:*:*:*:*".',
  ],
  [
    'managed',
    policy({ ...statement, Resource: 'a:b:cadfsdf' }),
    'Partition "b" is not valid for resource "arn:b:cadfsdf:*:*:*".',
  ],
  [
    'managed',
    policy({ ...statement, Resource: 'a:b:c:d:e:f:g:h' }),
    'Partition "b" is not valid for resource "arn:b:c:d:e:f:g:h".',
  ],
  [
    'managed',
    policy({ ...statement, Resource: 'aws:s3:::example_bucket' }),
    'Partition "s3" is not valid for resource "arn:s3:::example_bucket:*".',
  ],
  [
    'managed',
    policy({ ...statement, Resource: 'arn:aws' }),
    'Resource vendor must be fully qualified and cannot contain regexes.',
  ],
  ['managed', policy({ ...statement, Resource: 'arn:aws:s3::example_bucket' }), LEGACY],
  ['managed', policy(without('Resource')), 'Policy statement must contain resources.'],
  ['managed', policy({ ...statement, Resource: [] }), 'Policy statement must contain resources.'],
  [
    'managed',
    policy({ Effect: 'Allow', Action: 'invalid' }),
    'Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.',
  ],
  ['managed', policy(without('Action')), 'Policy statement must contain actions.'],
  ['managed', policy({ ...statement, Action: [] }), 'Policy statement must contain actions.'],
  ['managed', policy([{ Effect: 'Deny' }, statement]), 'Policy statement must contain actions.'],
  ['managed', policy({ ...statement, Action: [[]] }), SYNTAX],
  ['managed', policy({ ...statement, Resource: { a: 'arn:aws:s3:::b' } }), SYNTAX],
  ['managed', policy({ ...statement, NotResource: '*' }), SYNTAX],
  ['managed', policy({ ...statement, NotAction: 'iam:x' }), SYNTAX],
  ['managed', policy({ ...statement, Condition: [] }), SYNTAX],
  ['managed', policy({ ...statement, Condition: { x: { 'a:b': '1' } } }), SYNTAX],
  [
    'managed',
    policy({ ...statement, Condition: { DateGreaterThan: { 'aws:CurrentTime': 'sdfdsf' } } }),
    LEGACY,
  ],
  ['managed', policy({ ...statement, Sid: {} }), SYNTAX],
  [
    'managed',
    policy([
      { ...statement, Sid: 'sdf' },
      { ...statement, Sid: 'sdf' },
    ]),
    'Statement IDs (SID) in a single policy must be unique.',
  ],
  [
    'managed',
    policy({ ...statement, Resource: 'arn:aws:iam:us-east-1::example_bucket' }),
    'IAM resource arn:aws:iam:us-east-1::example_bucket cannot contain region information.',
  ],
  [
    'managed',
    policy({ ...statement, Resource: 'arn:aws:iam:::example_bucket' }),
    'IAM resource path must either be "*" or start with user/, federated-user/, role/, group/, instance-profile/, mfa/, server-certificate/, policy/, sms-mfa/, saml-provider/, oidc-provider/, report/, access-report/.',
  ],
  [
    'managed',
    policy({ ...statement, Principal: '*' }),
    'Policy document should not specify a principal.',
  ],
  [
    'inline',
    policy({ ...statement, Sid: 'with space' }),
    'expected a Sid of letters and digits, found `with space` (line 1, column 127)',
  ],
  ['trust', 'not valid json', 'This policy contains invalid Json'],
  ['trust', trust({ Resource: '*' }), 'Has prohibited field Resource'],
  ['trust', trust({ NotResource: '*' }), 'Has prohibited field NotResource'],
  ['trust', trust({ Principal: undefined }), 'Missing required field Principal'],
  [
    'trust',
    trust({ Action: 'sts:InvalidAction' }),
    'AssumeRole policy may only specify STS AssumeRole actions.',
  ],
  ['trust', trust({ Action: '*' }), 'AssumeRole policy may only specify STS AssumeRole actions.'],
  [
    'trust',
    trust({ Action: ['sts:AssumeRole', 's3:*'] }),
    'AssumeRole policy may only specify STS AssumeRole actions.',
  ],
  ['trust', trust({ Principal: { AWS: 'bob' } }), 'Invalid principal in policy: "AWS":"bob"'],
  [
    'trust',
    trust({ Principal: { AWS: ['123456789012', 'arn:aws:iam::123456789012:user/*'] } }),
    'Invalid principal in policy: "AWS":"arn:aws:iam::123456789012:user/*"',
  ],
  [
    'trust',
    trust({ Principal: { Service: 'a b' } }),
    'Invalid principal in policy: "SERVICE":"a b"',
  ],
];

const accepted: readonly [PolicyDocumentKind, unknown][] = [
  ['managed', policy({ ...statement, Resource: [statement.Resource, '*'] })],
  ['managed', policy({ ...statement, Action: '*' })],
  ['managed', policy({ ...statement, Resource: 'arn:aws:iam:::user/example_bucket' })],
  ['managed', policy({ ...statement, Resource: 'arn:aws:iam::*:*' })],
  ['managed', policy({ ...statement, Resource: 'arn:aws:iam::*:r*' })],
  ['managed', policy({ ...statement, Resource: 'arn:aws:iam::123456789012:root' })],
  ['managed', policy({ ...statement, Condition: {} })],
  ['inline', { Version: '2008-10-17', Statement: statement }],
  ['inline', { Statement: statement }],
  ['trust', trust({})],
  ['trust', trust({ Action: ['sts:assumerole', 'sts:TagSession', 'sts:AssumeRoleWith*'] })],
  ['trust', trust({ Principal: { AWS: '*' } })],
  ['trust', { Version: '2008-10-17', Statement: trust({}).Statement }],
  ['session', policy(statement)],
];

const asText = (document: unknown) =>
  typeof document === 'string' ? document : JSON.stringify(document);

describe('a policy document', () => {
  it.each(refused)('as a %s policy, %j is refused: %s', (kind, document, message) => {
    expect(() => checkPolicyDocument(asText(document), kind)).toThrow(
      expect.objectContaining({ code: 'MalformedPolicyDocument', message }),
    );
  });

  it.each(accepted)('as a %s policy, %j is taken', (kind, document) => {
    expect(checkPolicyDocument(asText(document), kind).statements).toHaveLength(1);
  });

  it('has a size that white space does not add to', () => {
    expect(policySize(' {\n\t"a b": 1 }\r\n')).toBe('{"ab":1}'.length);
  });
});
