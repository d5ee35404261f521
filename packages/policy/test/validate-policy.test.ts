// What a validator says of policies that parse, and where.
import { describe, expect, it } from 'vitest';
import { createConditionKeyRegistry, GLOBAL_CONDITION_KEYS, validatePolicy } from '../src/index.js';

/** A document of one Allow with a condition, which stands on line 7. */
function withCondition(operator: string, key: string, value: unknown): string {
  return `{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "notes:GetNote",
    "Resource": "*",
    "Condition": { "${operator}": { "${key}": ${JSON.stringify(value)} } }
  }]
}`;
}

function codes(text: string): readonly string[] {
  return validatePolicy(text).map(({ findingType, code }) => `${findingType} ${code}`);
}

describe('a condition', () => {
  it.each([
    ['StringEquals', 'aws:TagKeys', 'a', 'ERROR MISSING_QUALIFIER'],
    [
      'ForAllValues:StringEquals',
      'aws:username',
      'a',
      'SECURITY_WARNING FORALLVALUES_WITH_SINGLE_VALUED_KEY',
    ],
    ['StringEquals', 'aws:NoSuchKey', 'a', 'ERROR INVALID_GLOBAL_CONDITION_KEY'],
    ['NumericEquals', 'aws:SourceIp', '1', 'WARNING TYPE_MISMATCH'],
    ['IpAddress', 'aws:username', '10.0.0.0/8', 'WARNING TYPE_MISMATCH'],
    ['Bool', 'aws:CurrentTime', 'true', 'WARNING TYPE_MISMATCH'],
    ['StringEquals', 'aws:username', 'a*', 'WARNING WILDCARD_WITHOUT_LIKE_OPERATOR'],
    ['StringEquals', 'aws:username', [], 'SUGGESTION EMPTY_ARRAY_CONDITION'],
  ])('%s on %s with %j: %s', (operator, key, value, expected) => {
    expect(codes(withCondition(operator, key, value))).toEqual([expected]);
  });

  it.each([
    ['ForAnyValue:StringEquals', 'aws:TagKeys', 'a'],
    ['Null', 'aws:TagKeys', 'true'],
    ['StringEquals', 'AWS:UserName', 'a'],
    ['StringEquals', 'aws:PrincipalTag/team', '${aws:username}'],
    ['StringLike', 'aws:PrincipalArn', 'arn:aws:iam::123456789012:role/*'],
    ['StringEquals', 'aws:username', '${*}'],
    ['DateLessThan', 'aws:EpochTime', '1700000000'],
    ['NumericLessThan', 'aws:EpochTime', '1700000000'],
    ['IpAddress', 'aws:SourceIp', '10.0.0.0/8'],
    ['NumericEquals', 'notes:Size', '1'],
  ])('%s on %s with %j is nothing to look at', (operator, key, value) => {
    expect(codes(withCondition(operator, key, value))).toEqual([]);
  });

  it('is found where it stands', () => {
    const [finding] = validatePolicy(withCondition('StringEquals', 'aws:TagKeys', 'a'));
    expect(finding).toMatchObject({
      path: ['Statement', 0, 'Condition', 'StringEquals', 'aws:TagKeys'],
      line: 7,
    });
    expect(finding?.message).toContain('ForAnyValue:StringEquals');
  });

  it('is measured by the keys of a service too', () => {
    const conditionKeys = createConditionKeyRegistry({
      'notes:Labels': { type: 'String', multivalued: true },
    });
    const text = withCondition('StringEquals', 'notes:labels', 'a');
    expect(validatePolicy(text, { conditionKeys })).toMatchObject([{ code: 'MISSING_QUALIFIER' }]);
    expect(validatePolicy(text)).toEqual([]);
  });
});

describe('a policy', () => {
  it('that does not parse has its issues as errors', () => {
    const text = '{"Statement": {"Effect": "Permit", "Action": "*", "Resource": "*"}}';
    expect(validatePolicy(text)).toMatchObject([
      { findingType: 'ERROR', code: 'INVALID_EFFECT', line: 1, column: 26 },
    ]);
  });

  it('of one statement without brackets has its findings at their place', () => {
    const text = `{"Version": "2012-10-17", "Statement":
      {"Effect": "Allow", "NotPrincipal": {"AWS": "123456789012"}, "Action": "*", "Resource": "*"}}`;
    expect(validatePolicy(text, { policyType: 'resource' })).toMatchObject([
      {
        findingType: 'SECURITY_WARNING',
        code: 'ALLOW_WITH_NOT_PRINCIPAL',
        path: ['Statement', 'NotPrincipal'],
        line: 2,
      },
    ]);
  });
});

it('the seven global keys that AWS documents as multivalued are, and no others', () => {
  const multivalued = Object.entries(GLOBAL_CONDITION_KEYS)
    .filter(([, { multivalued }]) => multivalued)
    .map(([key]) => key);
  expect(multivalued.toSorted()).toEqual([
    'aws:CalledVia',
    'aws:PrincipalOrgPaths',
    'aws:PrincipalServiceNamesList',
    'aws:ResourceOrgPaths',
    'aws:SourceOrgPaths',
    'aws:TagKeys',
    'aws:VpceOrgPaths',
  ]);
});

it.each([
  ['aws:PrincipalTag/team', 'String'],
  ['aws:CurrentTime', 'Date'],
  ['AWS:SecureTransport', 'Bool'],
  ['aws:multifactorauthage', 'Numeric'],
  ['aws:SourceArn', 'ARN'],
  ['aws:SourceIp', 'IPAddress'],
])('the global key `%s` holds %s', (key, type) => {
  expect(createConditionKeyRegistry()(key)?.type).toBe(type);
});
