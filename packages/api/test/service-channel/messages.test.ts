// What crosses the service channel arrives as it was sent, or not at all.
import { parseArn, parsePolicy } from '@ostiary/policy';
import { describe, expect, it } from 'vitest';
import {
  principalMessage,
  readPrincipalPolicies,
  readResourceControls,
  readSigningKeyMatch,
  signingKeyQueryMessage,
  writePrincipalPolicies,
  writeResourceControls,
  writeSigningKeyMatch,
} from '../../src/service-channel.js';

const user = {
  type: 'User',
  arn: arn('arn:aws:iam::123456789012:user/bob'),
  accountId: '123456789012',
  userName: 'bob',
};

describe('a principal', () => {
  it.each([
    user,
    {
      type: 'AssumedRole',
      arn: 'arn:aws:sts::123456789012:assumed-role/notes/one',
      accountId: '123456789012',
      roleArn: 'arn:aws:iam::123456789012:role/service/notes',
      sessionName: 'one',
      roleId: 'AROAEXAMPLEEXAMPLEEXA',
      sessionId: '5f6d',
    },
    {
      type: 'FederatedUser',
      arn: 'arn:aws:sts::123456789012:federated-user/guest',
      accountId: '123456789012',
      userArn: 'arn:aws:iam::123456789012:user/bob',
    },
    { type: 'Root', arn: 'arn:aws:iam::123456789012:root', accountId: '123456789012' },
  ])('of type $type arrives whole', (principal) => {
    expect(principalMessage.parse(JSON.parse(JSON.stringify(principal)))).toEqual(principal);
  });

  it.each([
    ['nobody', { type: 'Anonymous' }],
    ['an ARN that is none', { ...user, arn: 'bob' }],
    ['an account that is none', { ...user, accountId: '12' }],
    ['a member that is not known', { ...user, isAdmin: true }],
  ])('that is %s is refused', (_what, principal) => {
    expect(principalMessage.safeParse(principal).success).toBe(false);
  });
});

describe('a signing key', () => {
  const caller = {
    principal: principalMessage.parse(user),
    context: [['aws:MultiFactorAuthPresent', 'true'] as const],
  };

  it('arrives with its principal, its context and its end', () => {
    const match = {
      signingKey: new Uint8Array([1, 2, 255]),
      principal: caller,
      expiration: new Date('2026-11-24T13:00:00.000Z'),
    };
    expect(readSigningKeyMatch(JSON.parse(writeSigningKeyMatch(match)))).toEqual(match);
  });

  it('arrives as a public key where one was asked for', () => {
    const match = { publicKey: new Uint8Array([4, 5]), principal: caller };
    expect(readSigningKeyMatch(JSON.parse(writeSigningKeyMatch(match)))).toEqual(match);
  });

  it('that is not there is refused', () => {
    const answer = JSON.parse(
      writeSigningKeyMatch({ signingKey: new Uint8Array(), principal: caller }),
    );
    const { signingKey: _gone, ...rest } = answer;
    expect(() => readSigningKeyMatch(rest)).toThrow(TypeError);
  });

  it.each([
    ['a date that is none', { date: 'today', region: 'eu-west-1', service: 'notes' }],
    ['no service', { date: '20261124', region: 'eu-west-1' }],
  ])('is not asked for with %s', (_what, scope) => {
    expect(signingKeyQueryMessage.safeParse({ accessKeyId: 'AKIA', scope }).success).toBe(false);
  });
});

describe('policies', () => {
  const policy = parsed({
    Version: '2012-10-17',
    Statement: { Effect: 'Allow', Action: 'notes:*', Resource: '*' },
  });
  const policies = {
    identity: [{ name: 'Own', policy }],
    permissionsBoundary: [],
    session: null,
    tags: new Map([['team', 'red']]),
    revision: 7,
  };

  it('arrive with an empty boundary told from none', () => {
    expect(readPrincipalPolicies(JSON.parse(writePrincipalPolicies(policies)))).toEqual(policies);
  });

  it('arrive with every level of service control policies, and an empty level', () => {
    const denied = parsed({
      Version: '2012-10-17',
      Statement: { Effect: 'Deny', Action: 'notes:*', Resource: '*' },
    });
    const serviceControl = [[{ name: 'Root', policy }], [], [{ name: 'NoNotes', policy: denied }]];
    const bound = { ...policies, serviceControl };
    expect(readPrincipalPolicies(JSON.parse(writePrincipalPolicies(bound)))).toEqual(bound);
  });

  it('whose message says nothing of service control policies are refused', () => {
    const { serviceControl: _gone, ...message } = JSON.parse(writePrincipalPolicies(policies));
    expect(() => readPrincipalPolicies(message)).toThrow('serviceControl');
  });

  it('arrive with the place of the account in its organization', () => {
    const organization = { organizationId: 'o-exampleorg', path: 'o-exampleorg/r-exam/' };
    const placed = { ...policies, organization };
    expect(readPrincipalPolicies(JSON.parse(writePrincipalPolicies(placed)))).toEqual(placed);
  });

  it('of which one does not parse are refused as a whole', () => {
    const message = JSON.parse(writePrincipalPolicies(policies));
    message.identity.push({ name: 'Broken', document: '{"Statement":[]' });
    expect(() => readPrincipalPolicies(message)).toThrow('Broken');
  });
});

describe('resource controls', () => {
  const policy = parsed({
    Version: '2012-10-17',
    Statement: { Effect: 'Deny', Principal: '*', Action: 'notes:*', Resource: '*' },
  });
  const controls = {
    organization: { organizationId: 'o-exampleorg', path: 'o-exampleorg/r-exam/' },
    resourceControl: [[{ name: 'Root', policy }], []],
  };

  it.each([
    ['with every level', controls],
    ['of an account that none binds', { organization: controls.organization }],
    ['of an account without an organization', {}],
  ])('arrive %s', (_what, sent) => {
    expect(readResourceControls(JSON.parse(writeResourceControls(sent)))).toEqual(sent);
  });

  it.each(['organization', 'resourceControl'])('that say nothing of %s are refused', (member) => {
    const message = JSON.parse(writeResourceControls(controls));
    delete message[member];
    expect(() => readResourceControls(message)).toThrow(member);
  });

  it('of which one policy does not parse are refused as a whole', () => {
    const message = JSON.parse(writeResourceControls(controls));
    message.resourceControl[1].push({ name: 'Broken', document: '{"Statement":[]' });
    expect(() => readResourceControls(message)).toThrow('Broken');
  });
});

function arn(text: string): string {
  const result = parseArn(text);
  if (!result.ok) throw new TypeError(text);
  return result.value.arn;
}

function parsed(document: object) {
  const result = parsePolicy(document);
  if (!result.ok) throw new TypeError('the policy of the test does not parse');
  return result.value;
}
