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
    ['StringEquals', 'AWS:NoSuchKey', 'a', 'ERROR INVALID_GLOBAL_CONDITION_KEY'],
    ['NumericEquals', 'aws:SourceIp', '1', 'WARNING TYPE_MISMATCH'],
    ['IpAddress', 'aws:username', '10.0.0.0/8', 'WARNING TYPE_MISMATCH'],
    ['Bool', 'aws:CurrentTime', 'true', 'WARNING TYPE_MISMATCH'],
    ['StringEquals', 'aws:username', 'a*', 'WARNING WILDCARD_WITHOUT_LIKE_OPERATOR'],
    ['StringEquals', 'aws:username', ['a', 'b?'], 'WARNING WILDCARD_WITHOUT_LIKE_OPERATOR'],
    ['StringEquals', 'aws:username', '${*}*', 'WARNING WILDCARD_WITHOUT_LIKE_OPERATOR'],
    ['StringEquals', 'aws:username', '*${*}', 'WARNING WILDCARD_WITHOUT_LIKE_OPERATOR'],
    ['StringEquals', 'aws:username', [], 'SUGGESTION EMPTY_ARRAY_CONDITION'],
  ])('%s on %s with %j: %s', (operator, key, value, expected) => {
    expect(codes(withCondition(operator, key, value))).toEqual([expected]);
  });

  it.each<[string, string, unknown, string]>([
    [
      'StringEquals',
      'aws:TagKeys',
      'a',
      '`aws:TagKeys` can have several values: write `ForAnyValue:StringEquals` or `ForAllValues:StringEquals`',
    ],
    [
      'ForAllValues:StringLike',
      'aws:username',
      'a*',
      '`aws:username` has one value, and `ForAllValues` also holds where it has none: leave it out',
    ],
    ['StringEquals', 'aws:NoSuchKey', 'a', 'there is no global condition key `aws:NoSuchKey`'],
    [
      'NumericEquals',
      'aws:SourceIp',
      '1',
      '`aws:SourceIp` holds IPAddress, which `NumericEquals` does not compare',
    ],
    ...[
      ['StringEquals', 'StringLike'],
      ['StringNotEquals', 'StringNotLike'],
      ['StringEqualsIgnoreCase', 'StringLike'],
      ['StringNotEqualsIgnoreCase', 'StringNotLike'],
    ].map(([operator = '', like]): [string, string, string, string] => [
      operator,
      'aws:username',
      'a*',
      `\`${operator}\` takes wildcards for plain characters: write \`${like}\``,
    ]),
    ['StringEquals', 'aws:username', [], 'no value is given for `aws:username`'],
  ])('%s on %s with %j is told what to write: %s', (operator, key, value, message) => {
    const findings = validatePolicy(withCondition(operator, key, value));
    expect(findings.map((each) => each.message)).toEqual([message]);
  });

  it.each([
    ['ForAnyValue:StringEquals', 'aws:TagKeys', 'a'],
    ['Null', 'aws:TagKeys', 'true'],
    ['StringEquals', 'AWS:UserName', 'a'],
    ['StringEquals', 'aws:PrincipalTag/team', '${aws:username}'],
    ['StringLike', 'aws:PrincipalArn', 'arn:aws:iam::123456789012:role/*'],
    ['StringEquals', 'aws:username', '${*}'],
    ['StringEquals', 'aws:username', "a${aws:PrincipalTag/team, '*'}"],
    ['StringEquals', 'notaws:NoSuchKey', 'a'],
    ['ForAllValues:StringEquals', 'aws:TagKeys', 'a'],
    ['ForAllValues:StringEquals', 'notes:Labels', 'a'],
    ['ForAnyValue:StringEquals', 'aws:username', 'a'],
    ['DateLessThan', 'aws:EpochTime', '1700000000'],
    ['NumericLessThan', 'aws:EpochTime', '1700000000'],
    ['IpAddress', 'aws:SourceIp', '10.0.0.0/8'],
    ['NumericEquals', 'notes:Size', '1'],
  ])('%s on %s with %j is nothing to look at', (operator, key, value) => {
    expect(codes(withCondition(operator, key, value))).toEqual([]);
  });

  const VALUES = {
    String: 'a',
    Numeric: '1',
    Date: '2026-01-31',
    Bool: 'true',
    Binary: 'QUI=',
    ARN: 'arn:aws:s3:::b',
    IPAddress: '10.0.0.0/8',
  };
  const TYPES = Object.keys(VALUES) as (keyof typeof VALUES)[];

  // A key is compared by the operators of its type. An ARN is text too, text may hold an ARN, and a
  // date may be written as its number of seconds.
  it.each<[string, string, readonly (keyof typeof VALUES)[]]>([
    ['StringEquals', VALUES.String, ['String', 'ARN']],
    ['StringNotLike', VALUES.String, ['String', 'ARN']],
    ['NumericLessThan', VALUES.Numeric, ['Numeric', 'Date']],
    ['DateGreaterThan', VALUES.Date, ['Date']],
    ['Bool', VALUES.Bool, ['Bool']],
    ['BinaryEquals', VALUES.Binary, ['Binary']],
    ['ArnLike', VALUES.ARN, ['String', 'ARN']],
    ['NotIpAddress', VALUES.IPAddress, ['IPAddress']],
    ['Null', 'true', TYPES],
  ])('%s compares the types of key that it can, and no others', (operator, value, comparable) => {
    for (const type of TYPES) {
      const conditionKeys = createConditionKeyRegistry({ 'notes:Key': { type } });
      const findings = validatePolicy(withCondition(operator, 'notes:Key', value), {
        conditionKeys,
      });
      const expected = comparable.includes(type) ? [] : ['TYPE_MISMATCH'];
      expect(
        findings.map(({ code }) => code),
        type,
      ).toEqual(expected);
    }
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
        message:
          'an Allow with `NotPrincipal` lets in everyone else, also those without credentials',
        path: ['Statement', 'NotPrincipal'],
        line: 2,
        column: 43,
      },
    ]);
  });

  it('that denies everyone but some is nothing to look at', () => {
    const text = `{"Version": "2012-10-17", "Statement":
      {"Effect": "Deny", "NotPrincipal": {"AWS": "123456789012"}, "Action": "*", "Resource": "*"}}`;
    expect(validatePolicy(text, { policyType: 'resource' })).toEqual([]);
  });

  it('is held to the grammar of its type', () => {
    const text = `{"Statement": {"Effect": "Deny", "Principal": "*", "Action": "*", "Resource": "*"}}`;
    expect(validatePolicy(text)).toEqual([]);
    expect(validatePolicy(text, { policyType: 'identity' })).toMatchObject([
      { findingType: 'ERROR', code: 'UNSUPPORTED_PRINCIPAL', line: 1, column: 34 },
    ]);
  });

  it('has the findings of each statement at their place', () => {
    const statement = (key: string): string =>
      `{"Effect": "Deny", "Action": "*", "Resource": "*", "Condition": {"Bool": {"${key}": true}}}`;
    const keys = ['aws:SecureTransport', 'aws:None', 'aws:Neither'];
    const text = `{"Statement": [\n${keys.map(statement).join(',\n')}\n]}`;
    expect(validatePolicy(text)).toMatchObject([
      { path: ['Statement', 1, 'Condition', 'Bool', 'aws:None'], line: 3 },
      { path: ['Statement', 2, 'Condition', 'Bool', 'aws:Neither'], line: 4 },
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
