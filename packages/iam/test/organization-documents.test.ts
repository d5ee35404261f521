// What the document of an organization may say, and where it is told what it may not.
import { describe, expect, it } from 'vitest';
import { parseOrganization } from '../src/organization/parse-organization.js';
import {
  MANAGEMENT,
  MEMBER,
  NO_USERS,
  OTHER,
  OWN_ROLES,
  policy,
  WORKLOADS,
} from './organization-document.js';

const ACCOUNTS = new Set<string>([MANAGEMENT, MEMBER, OTHER]);
const parse = (document: unknown) =>
  parseOrganization(
    typeof document === 'string' ? document : JSON.stringify(document, null, 2),
    ACCOUNTS,
  );

const withRoot = (root: object, policies: object = {}) => ({
  managementAccount: MANAGEMENT,
  policies,
  root,
});
const nested = (depth: number): object =>
  depth === 0 ? {} : { organizationalUnits: [{ name: `Level ${depth}`, ...nested(depth - 1) }] };
const withPolicy = (type: string, ...statements: readonly object[]) =>
  withRoot({}, { [type]: [{ name: 'P', document: policy(...statements) }] });
const deny = { Effect: 'Deny', Principal: '*', Action: 'sts:AssumeRole', Resource: '*' };
const six = ['A', 'B', 'C', 'D', 'E', 'F'].map((name) => ({ ...NO_USERS, name }));

describe('the document of an organization', () => {
  it('attaches the policies that allow everything where it says nothing', () => {
    const parsed = parse(WORKLOADS);
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
    const { root } = parsed.value;
    const full = { serviceControl: ['FullAWSAccess'], resourceControl: ['RCPFullAWSAccess'] };
    expect(root.attached).toEqual(full);
    expect(root.organizationalUnits[0]?.accounts).toEqual([{ id: MEMBER, attached: full }]);
  });

  it('never detaches RCPFullAWSAccess', () => {
    const parsed = parse(WORKLOADS);
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
    expect(parsed.value.root.organizationalUnits[0]?.attached.resourceControl).toEqual([
      ...['RCPFullAWSAccess', 'OwnRoles'],
    ]);
  });

  it('nests units five deep', () => {
    expect(parse(withRoot(nested(5))).ok).toBe(true);
  });

  it('counts the characters of a policy without the white space around its elements', () => {
    const resource = Array.from(
      { length: 70 },
      (_, index) => `arn:aws:notes:::${'n'.repeat(45)}${index}`,
    );
    const document = withPolicy('serviceControl', {
      ...deny,
      Principal: undefined,
      Resource: resource,
    });
    expect(JSON.stringify(document.policies, null, 8).length).toBeGreaterThan(5120);
    expect(parse(document).ok).toBe(true);
  });

  it.each<[string, unknown, string, string]>([
    ['no JSON', '{"root": ', '', 'not valid JSON'],
    ['a list', [], '', 'expected an organization, an object, found a list'],
    ['no root', { managementAccount: MANAGEMENT }, '', 'expected `root`'],
    [
      'a member of another name',
      { ...withRoot({}), rooot: {} },
      'rooot',
      'expected one of `managementAccount`, `root`, `policies` in an organization, found `rooot`',
    ],
    [
      'a key that stands twice',
      `{"managementAccount":"${MANAGEMENT}","root":{},"root":{}}`,
      'root',
      'stands twice',
    ],
    [
      'a management account that is not there',
      { managementAccount: '999999999999', root: {} },
      'managementAccount',
      'expected an account of the deployment, found `999999999999`',
    ],
    [
      'an account that is not there',
      withRoot({ accounts: [{ id: '999999999999' }] }),
      'root.accounts.0.id',
      'expected an account of the deployment',
    ],
    [
      'an id of eleven digits',
      withRoot({ accounts: [{ id: '12345678901' }] }),
      'root.accounts.0.id',
      'expected an account id of twelve digits, found `12345678901`',
    ],
    [
      'an account that stands twice',
      withRoot({
        accounts: [{ id: MEMBER }],
        organizationalUnits: [{ name: 'A', accounts: [{ id: MEMBER }] }],
      }),
      'root.organizationalUnits.0.accounts.0',
      `expected each account once, but \`${MEMBER}\` stands at \`root.accounts[0]\` too`,
    ],
    [
      'two units of one name',
      withRoot({
        organizationalUnits: [{ name: 'A', organizationalUnits: [{ name: 'A' }] }],
      }),
      'root.organizationalUnits.0.organizationalUnits.0',
      'but `A` stands twice',
    ],
    [
      'units six deep',
      withRoot(nested(6)),
      'root.organizationalUnits.0.organizationalUnits.0.organizationalUnits.0.organizationalUnits.0.organizationalUnits.0',
      'at most 5 deep',
    ],
    [
      'a policy that is not defined',
      withRoot({ serviceControlPolicies: ['Gone'] }),
      'root.serviceControlPolicies.0',
      'expected a policy under `policies.serviceControl`, found `Gone`',
    ],
    [
      'a policy of the other type',
      withRoot({ serviceControlPolicies: ['OwnRoles'] }, { resourceControl: [OWN_ROLES] }),
      'root.serviceControlPolicies.0',
      'expected a policy under `policies.serviceControl`',
    ],
    [
      'no service control policy at all',
      withRoot({ serviceControlPolicies: [] }),
      'root.serviceControlPolicies',
      'expected at least one policy',
    ],
    [
      'six service control policies at one place',
      withRoot({ serviceControlPolicies: six.map(({ name }) => name) }, { serviceControl: six }),
      'root.serviceControlPolicies',
      'expected at most 5 policies, found 6',
    ],
    [
      'a policy with the name of a built-in one',
      withRoot({}, { serviceControl: [{ ...NO_USERS, name: 'FullAWSAccess' }] }),
      'policies.serviceControl.0',
      '`FullAWSAccess` is built in',
    ],
    [
      'two policies of one name',
      withRoot({}, { serviceControl: [NO_USERS, NO_USERS] }),
      'policies.serviceControl.1',
      '`NoUsers` stands twice',
    ],
    [
      'a policy that is too long',
      withPolicy('serviceControl', { ...deny, Principal: undefined, Sid: 'a'.repeat(5120) }),
      'policies.serviceControl.0.document',
      'expected at most 5120 characters without white space',
    ],
    [
      'a service control policy with a principal',
      withPolicy('serviceControl', deny),
      'policies.serviceControl.0.document.Statement.0.Principal',
      'Principal',
    ],
    [
      'a policy of the old version',
      withRoot(
        {},
        {
          serviceControl: [
            { name: 'P', document: { Statement: [{ ...deny, Principal: undefined }] } },
          ],
        },
      ),
      'policies.serviceControl.0.document',
      'expected `"Version": "2012-10-17"`',
    ],
    [
      'a resource control policy that allows',
      withPolicy('resourceControl', { ...deny, Effect: 'Allow' }),
      'policies.resourceControl.0.document.Statement.0',
      'expected the Effect `Deny`',
    ],
    [
      'a resource control policy for one principal',
      withPolicy('resourceControl', { ...deny, Principal: { AWS: MEMBER } }),
      'policies.resourceControl.0.document.Statement.0.Principal',
      '"Principal": "*"',
    ],
    [
      'a resource control policy on all actions',
      withPolicy('resourceControl', { ...deny, Action: '*' }),
      'policies.resourceControl.0.document.Statement.0',
      'expected actions of a service, found `*`',
    ],
    [
      'a resource control policy with NotAction',
      withPolicy('resourceControl', { ...deny, Action: undefined, NotAction: 'notes:*' }),
      'policies.resourceControl.0.document.Statement.0',
      'expected `Action`, found `NotAction`',
    ],
    [
      'a resource control policy on IAM, which none binds',
      withPolicy('resourceControl', { ...deny, Action: ['sts:*', 'IAM:CreateUser'] }),
      'policies.resourceControl.0.document.Statement.0',
      'found `IAM:CreateUser`',
    ],
  ])('with %s is refused', (_what, document, path, message) => {
    const parsed = parse(document);
    if (parsed.ok) throw new Error('the document was taken');
    expect(parsed.issues.map((issue) => [issue.path.join('.'), issue.message])).toContainEqual([
      path,
      expect.stringContaining(message),
    ]);
  });

  it('names line and column of what is wrong, and every place at once', () => {
    const text = [
      '{',
      `  "managementAccount": "${MANAGEMENT}",`,
      '  "policies": { "serviceControl": [',
      '    { "name": "P", "document": { "Version": "2012-10-17", "Statement": [',
      '      { "Effect": "Permit", "Action": "*", "Resource": "*" }',
      '    ] } } ] },',
      '  "root": { "accounts": [{ "id": "1" }] }',
      '}',
    ].join('\n');
    const parsed = parse(text);
    expect(parsed.ok ? [] : parsed.issues.map(({ line, column }) => [line, column])).toEqual([
      [5, 19],
      [7, 34],
    ]);
  });
});
