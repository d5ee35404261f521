// AssumeRole.

import type { InputOf } from '@ostiary/api';
import { formatPrincipal } from '@ostiary/policy';
import { findAssumableRole } from '../assumable-role.js';
import { findCallingSession } from '../calling-session.js';
import { requestTags, resourceTags } from '../demand-context.js';
import { IamError } from '../errors.js';
import { issueSession } from '../issue-session.js';
import { findMultiFactorProof, type MultiFactorProof, spendCode } from '../multi-factor-proof.js';
import type { Demand, Operation, OperationCaller } from '../operation.js';
import { roleSessionDuration } from '../session-duration.js';
import { packedPolicySize, sessionPolicies } from '../session-policies.js';
import { sessionArn } from '../session-principal.js';
import { inheritedTags, sessionTags } from '../session-tags.js';
import { minimumTokenSize } from '../session-token.js';
import type { Role } from '../tables/roles.js';
import type { Session } from '../tables/sessions.js';
import { trustPolicyOf } from '../trust-policy.js';

/**
 * Gives the credentials of a role to whoever its trust policy and, from another account, the
 * caller's own policies let assume it (STS API Reference, "AssumeRole"). A code of an MFA device
 * counts for the trust policy; the session itself is not one with MFA, as in AWS.
 */
export const assumeRole: Operation<'AssumeRole'> = {
  name: 'AssumeRole',
  access: 'write',
  demands: async (input, scope) => {
    refuseRoot(scope.caller);
    const role = await findAssumableRole(input.RoleArn, scope);
    const calling = await findCallingSession(scope.caller, scope.store);
    const proof = await findMultiFactorProof(input, scope);
    const demand: Omit<Demand, 'action'> = {
      resource: input.RoleArn,
      context: demandContext(input),
      proven: multiFactorContext(proof),
      tags: resourceTags(role?.tags ?? []),
      policy: role ? await trustPolicyOf(role, scope.store, scope.partition) : TRUSTS_NOBODY,
    };
    return actionsOf(input, calling).map((action) => ({ ...demand, action }));
  },
  run: async (input, scope) => {
    const { caller, store, partition } = scope;
    refuseRoot(caller);
    const role = await findAssumableRole(input.RoleArn, scope);
    if (role === undefined) throw notAuthorized(caller, input.RoleArn);
    const { accountId, roleId, roleName } = role;
    await spendCode(await findMultiFactorProof(input, scope), scope);
    const calling = await findCallingSession(caller, store);
    const { RoleSessionName: name, Tags = [], TransitiveTagKeys = [] } = input;
    const policies = await sessionPolicies(input, accountId, scope);
    const tags = sessionTags(Tags, TransitiveTagKeys, calling);
    const PackedPolicySize = packedPolicySize(policies, tags.tags);
    const SourceIdentity = sourceIdentity(input, calling);
    const session = {
      kind: 'AssumedRole',
      ...{ accountId, principalId: roleId, name, policies, ...tags },
      sourceIdentity: SourceIdentity,
    } as const;
    const measures = {
      durationSeconds: durationOf(input, role, caller),
      minimumTokenSize: minimumTokenSize(input),
    };
    const Credentials = await issueSession(session, measures, scope);
    return {
      Credentials,
      AssumedRoleUser: {
        AssumedRoleId: `${roleId}:${name}`,
        Arn: sessionArn(partition, accountId, `assumed-role/${roleName}/${name}`),
      },
      ...(PackedPolicySize !== undefined && { PackedPolicySize }),
      ...(SourceIdentity !== undefined && { SourceIdentity }),
    };
  },
};

type Input = InputOf<'AssumeRole'>;

/** The trust policy of a role that is not there: the answer is that of one which trusts somebody else. */
const TRUSTS_NOBODY: NonNullable<Demand['policy']> = {
  name: 'trust policy',
  policy: { version: '2012-10-17', id: undefined, statements: [] },
};

/**
 * Tags and a source identity need actions of their own, also where they come from the calling
 * session (IAM User Guide, "Pass session tags in AWS STS" and "Monitor and control actions taken
 * with assumed roles").
 */
function actionsOf(
  { Tags = [], SourceIdentity }: Input,
  calling: Session | undefined,
): readonly string[] {
  const isTagged = Tags.length > 0 || inheritedTags(calling).length > 0;
  const isNamed = (SourceIdentity ?? calling?.sourceIdentity) !== undefined;
  return [
    'sts:AssumeRole',
    ...(isTagged ? ['sts:TagSession'] : []),
    ...(isNamed ? ['sts:SetSourceIdentity'] : []),
  ];
}

function demandContext(input: Input): Demand['context'] {
  const { RoleSessionName, ExternalId, SourceIdentity, Tags, TransitiveTagKeys = [] } = input;
  return [
    ['sts:RoleSessionName', RoleSessionName],
    ...(ExternalId === undefined ? [] : [['sts:ExternalId', ExternalId] as const]),
    ...(SourceIdentity === undefined ? [] : [['sts:SourceIdentity', SourceIdentity] as const]),
    ...requestTags(Tags),
    ...(TransitiveTagKeys.length === 0
      ? []
      : [['sts:TransitiveTagKeys', TransitiveTagKeys] as const]),
  ];
}

function multiFactorContext(proof: MultiFactorProof | undefined): Demand['context'] {
  if (proof === undefined) return [];
  return [
    ['aws:MultiFactorAuthPresent', 'true'],
    ['aws:MultiFactorAuthAge', '0'],
  ];
}

/** Once set it stays, from session to session, and cannot be changed. */
function sourceIdentity(
  { SourceIdentity }: Input,
  calling: Session | undefined,
): string | undefined {
  const inherited = calling?.sourceIdentity;
  if (SourceIdentity?.toLowerCase().startsWith('aws:')) {
    throw new IamError('ValidationError', 'SourceIdentity must not begin with aws:');
  }
  if (inherited === undefined || SourceIdentity === undefined || SourceIdentity === inherited) {
    return SourceIdentity ?? inherited;
  }
  throw new IamError(
    'AccessDenied',
    'The source identity of the calling session is set and cannot be changed.',
  );
}

function durationOf({ DurationSeconds }: Input, role: Role, { principal }: OperationCaller) {
  return roleSessionDuration(DurationSeconds, {
    maxSeconds: role.maxSessionDurationSeconds,
    chained: principal.type === 'AssumedRole',
  });
}

function refuseRoot({ principal }: OperationCaller): void {
  if (principal.type !== 'Root') return;
  throw new IamError('AccessDenied', 'Roles may not be assumed by root accounts.');
}

function notAuthorized({ principal }: OperationCaller, roleArn: string): IamError {
  const who = formatPrincipal(principal);
  return new IamError(
    'AccessDenied',
    `User: ${who} is not authorized to perform: sts:AssumeRole on resource: ${roleArn}`,
  );
}
