// Unique ids: what a policy names once the user or role that its ARN named is gone.
import type { AccountId, Arn, Principal } from '@ostiary/policy';
import { describe, expect, it } from 'vitest';
import { evaluate, principalContext } from '../src/index.js';
import { type SimulatedCase, simulate } from './simulated-case.js';

const accountId = '123456789012' as AccountId;
const USER: Principal = {
  type: 'User',
  arn: 'arn:aws:iam::123456789012:user/alice' as Arn,
  accountId,
  userName: 'alice',
  userId: 'AIDAEXAMPLEALICE',
};
const ROLE: Principal = {
  type: 'Role',
  arn: 'arn:aws:iam::123456789012:role/editor' as Arn,
  accountId,
  roleId: 'AROAEXAMPLEEDITOR',
};
const SESSION: Principal = {
  type: 'AssumedRole',
  arn: 'arn:aws:sts::123456789012:assumed-role/editor/nightly' as Arn,
  accountId,
  roleArn: ROLE.arn,
  sessionName: 'nightly',
  roleId: 'AROAEXAMPLEEDITOR',
};

const NOTHING = {
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Action: 'other:*', Resource: '*' },
};

function outcome(
  principal: Principal,
  id: string,
  policies: Omit<SimulatedCase, 'request'> = {},
): string {
  const found = simulate({
    request: {
      principal: { type: 'Anonymous', arn: null },
      action: 'notes:GetNote',
      resource: 'arn:aws:notes:eu-west-1:123456789012:note/1',
      context: {},
    },
    resourcePolicy: {
      Version: '2012-10-17',
      Statement: { Effect: 'Allow', Principal: { AWS: id }, Action: '*', Resource: '*' },
    },
    ...policies,
  });
  return evaluate({ ...found.request, principal }, found.policies).outcome;
}

describe('a grant to a unique id', () => {
  it('names the user, the role or the session of the role that has it', () => {
    expect(outcome(USER, 'AIDAEXAMPLEALICE')).toBe('allowed');
    expect(outcome(ROLE, 'AROAEXAMPLEEDITOR')).toBe('allowed');
    expect(outcome(SESSION, 'AROAEXAMPLEEDITOR')).toBe('allowed');
  });

  it('does not name one that was made again under the same name', () => {
    expect(outcome({ ...USER, userId: 'AIDAEXAMPLEAGAIN' }, 'AIDAEXAMPLEALICE')).toBe(
      'implicitDeny',
    );
    expect(outcome({ ...SESSION, roleId: 'AROAEXAMPLEAGAIN' }, 'AROAEXAMPLEEDITOR')).toBe(
      'implicitDeny',
    );
  });

  it('lifts what a grant to the ARN would', () => {
    const bounded = { permissionsBoundaries: [NOTHING] };
    expect(outcome(USER, 'AIDAEXAMPLEALICE', bounded)).toBe('allowed');
    expect(outcome(SESSION, 'AROAEXAMPLEEDITOR', bounded)).toBe('implicitDeny');
  });
});

describe('aws:userid', () => {
  const userid = (principal: Principal): string | undefined =>
    new Map(principalContext(principal)).get('aws:userid');

  it('is the unique id of a user, and that of its role with the session name for a session', () => {
    expect(userid(USER)).toBe('AIDAEXAMPLEALICE');
    expect(userid(ROLE)).toBe('AROAEXAMPLEEDITOR');
    expect(userid(SESSION)).toBe('AROAEXAMPLEEDITOR:nightly');
  });

  it('is absent where the unique id is not known', () => {
    const { roleId: _, ...session } = SESSION;
    expect(userid(session)).toBeUndefined();
  });
});
