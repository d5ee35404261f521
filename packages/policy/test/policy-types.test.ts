// What the grammar asks of a statement in each type of policy, and of one whose type is not named.
import { describe, expect, test } from 'vitest';
import { type PolicyType, parsePolicy } from '../src/index.js';

const ATTACHED: readonly PolicyType[] = [
  'identity',
  'permissionsBoundary',
  'session',
  'serviceControl',
];
const required = { Effect: 'Deny', Action: 'a:b' };
const everyone = { ...required, Principal: '*' };
const account = { ...required, Principal: { AWS: '123456789012' } };

function parse(policyType: PolicyType | undefined, ...statements: readonly object[]): unknown {
  const options = policyType === undefined ? {} : { policyType };
  const parsed = parsePolicy({ Statement: statements }, options);
  return parsed.ok ? parsed.value.statements : parsed.issues.map(({ code }) => code);
}

describe('a resource', () => {
  test.each<[string, PolicyType | undefined, object]>([
    ...ATTACHED.map((type): [string, PolicyType, object] => [type, type, required]),
    ['resourceControl', 'resourceControl', everyone],
    ['endpoint', 'endpoint', account],
    ['no type, without a principal', undefined, required],
  ])('must stand in a policy: %s', (_, policyType, statement) => {
    expect(parse(policyType, statement)).toEqual(['MISSING_RESOURCE']);
    expect(parse(policyType, { ...statement, Resource: '*' })).toMatchObject([
      { resource: { element: 'Resource', patterns: ['*'] } },
    ]);
  });

  test.each<[string, PolicyType | undefined]>([
    ['resource', 'resource'],
    ['no type, with a principal', undefined],
  ])('may stand in a policy, and counts where it does: %s', (_, policyType) => {
    expect(parse(policyType, account)).toMatchObject([{ resource: undefined }]);
    expect(parse(policyType, { ...account, NotResource: 'arn:aws:s3:::b' })).toMatchObject([
      { resource: { element: 'NotResource', patterns: ['arn:aws:s3:::b'] } },
    ]);
    expect(parse(policyType, { ...account, Resource: [] })).toEqual(['MISSING_RESOURCE']);
  });

  test('cannot stand in a trust policy', () => {
    expect(parse('trust', account)).toMatchObject([{ resource: undefined }]);
    expect(parse('trust', { ...account, Resource: '*' })).toEqual([
      'ROLE_TRUST_POLICY_SYNTAX_ERROR_RESOURCE',
    ]);
  });
});

describe('a principal', () => {
  test.each<[PolicyType, object]>([
    ['resource', {}],
    ['endpoint', { Resource: '*' }],
    ['resourceControl', { Resource: '*' }],
    ['trust', {}],
  ])('must stand in a policy of type %s', (policyType, rest) => {
    expect(parse(policyType, { ...required, ...rest })).toEqual(['MISSING_PRINCIPAL']);
    expect(parsePolicy({ Statement: { ...required, ...rest } }, { policyType })).toMatchObject({
      issues: [{ message: `a ${policyType} policy needs a \`Principal\``, path: ['Statement'] }],
    });
  });

  test.each(ATTACHED)('cannot stand in a policy of type %s', (policyType) => {
    const statement = { ...account, Resource: '*' };
    expect(parse(policyType, statement)).toEqual(['UNSUPPORTED_PRINCIPAL']);
  });

  test('may stand where no type is named', () => {
    const statement = { ...required, Resource: '*' };
    expect(parse(undefined, statement)).toMatchObject([{ principal: undefined }]);
    expect(parse(undefined, { ...statement, NotPrincipal: account.Principal })).toMatchObject([
      { principal: { element: 'NotPrincipal' } },
    ]);
  });

  test.each([
    [{ AWS: ['*', '123456789012'] }],
    [{ AWS: '123456789012' }],
    [{ AWS: [] }],
    [{ AWS: '*', Service: 'notes.example.com' }],
  ])('of a resource control policy is everyone and nobody else, not %j', (principal) => {
    expect(parse('resourceControl', { ...required, Resource: '*', Principal: principal })).toEqual([
      'RCP_SYNTAX_ERROR_PRINCIPAL',
    ]);
  });
});

describe('a Sid', () => {
  test.each<[string, PolicyType | undefined, object]>([
    ...ATTACHED.map((type): [string, PolicyType, object] => [type, type, { Resource: '*' }]),
    ['resourceControl', 'resourceControl', { Resource: '*', Principal: '*' }],
    ['trust', 'trust', { Principal: { AWS: '*' } }],
    ['no type, without a principal', undefined, { Resource: '*' }],
  ])('is letters and digits, and stands once: %s', (_, policyType, rest) => {
    const statement = { ...required, ...rest };
    expect(parse(policyType, { ...statement, Sid: 'a b' })).toEqual(['UNSUPPORTED_SID']);
    expect(
      parse(policyType, { ...statement, Sid: 'a' }, statement, { ...statement, Sid: 'a' }),
    ).toEqual(['UNIQUE_SIDS_REQUIRED']);
    expect(
      parse(policyType, { ...statement, Sid: 'a' }, statement, { ...statement, Sid: 'A' }),
    ).toMatchObject([{ sid: 'a' }, { sid: undefined }, { sid: 'A' }]);
  });

  test.each<[string, PolicyType | undefined, object]>([
    ['resource', 'resource', account],
    ['endpoint', 'endpoint', { ...account, Resource: '*' }],
    ['no type, with a principal', undefined, account],
  ])('is free: %s', (_, policyType, statement) => {
    const named = { ...statement, Sid: 'a b' };
    expect(parse(policyType, named, named)).toMatchObject([{ sid: 'a b' }, { sid: 'a b' }]);
  });

  test('is free in a resource-based policy whose principal is forgotten', () => {
    const statement = { ...required, Resource: '*', Sid: 'a b' };
    expect(parse('resource', statement)).toEqual(['MISSING_PRINCIPAL']);
  });

  test('may be empty more than once', () => {
    const statement = { ...required, Resource: '*', Sid: '' };
    expect(parse('identity', statement, statement)).toMatchObject([{ sid: '' }, { sid: '' }]);
  });

  test('is told to stand twice beside what else is wrong, at the later of the two', () => {
    const statement = { ...required, Resource: '*', Sid: 'a' };
    const document = { Statement: [{ Resource: '*' }, statement, statement] };
    expect(parsePolicy(document)).toMatchObject({
      issues: [
        { code: 'MISSING_EFFECT', path: ['Statement', 0] },
        { code: 'MISSING_ACTION', path: ['Statement', 0] },
        {
          code: 'UNIQUE_SIDS_REQUIRED',
          message: 'Sid `a` stands on more than one statement',
          path: ['Statement', 2, 'Sid'],
        },
      ],
    });
  });

  test('counts where its statement is broken otherwise', () => {
    const document = { Statement: [{ Sid: 'a' }, { ...required, Resource: '*', Sid: 'a' }] };
    const parsed = parsePolicy(document);
    expect(parsed.ok ? [] : parsed.issues.map(({ code }) => code)).toContain(
      'UNIQUE_SIDS_REQUIRED',
    );
  });
});

test('a type that is none is named beside those there are', () => {
  // @ts-expect-error -- a caller without types
  expect(() => parse('Identity', required)).toThrow(
    /^expected one of (\w+, ){7}\w+ as policy type, found `Identity`$/,
  );
});
