// A role assumed by whoever an identity provider vouches for: by its trust alone.
import type { InputOf, OperationName, OutputOf } from '@ostiary/api';
import {
  compile,
  createRequestContext,
  evaluate,
  organizationContext,
  principalContext,
} from '@ostiary/evaluator';
import { findAssumableRole } from './assumable-role.js';
import { requestTags, resourceTags } from './demand-context.js';
import { IamError } from './errors.js';
import type { FederatedIdentity } from './federated-identity.js';
import { issueSession } from './issue-session.js';
import type { WriteScope } from './operation.js';
import { resourceControlsOf } from './organization/resource-controls.js';
import { roleSessionDuration } from './session-duration.js';
import { packedPolicySize, type SessionPolicyInput, sessionPolicies } from './session-policies.js';
import { sessionArn } from './session-principal.js';
import { sessionTags } from './session-tags.js';
import type { Role } from './tables/roles.js';
import { trustPolicyOf } from './trust-policy.js';

/** The role that is assumed, and how. */
export interface FederatedAssumption extends SessionPolicyInput {
  readonly operation: OperationName & ('AssumeRoleWithSAML' | 'AssumeRoleWithWebIdentity');
  readonly roleArn: string;
  readonly sessionName: string;
  readonly durationSeconds: InputOf<'AssumeRole'>['DurationSeconds'];
  readonly minimumTokenSize: number;
  readonly identity: FederatedIdentity;
}

/** What all ways to assume a role answer. */
export type Assumed = Pick<
  OutputOf<'AssumeRole'>,
  'Credentials' | 'AssumedRoleUser' | 'PackedPolicySize' | 'SourceIdentity'
>;

/**
 * Issues a session of the role when its trust policy lets the provider's subject assume it. Nobody
 * signs this call, so no other policy has a say but those that bind the role's account.
 *
 * @throws IamError `AccessDenied`, and as AssumeRole does
 */
export async function assumeFederated(
  assumption: FederatedAssumption,
  scope: WriteScope,
): Promise<Assumed> {
  const { operation, roleArn, sessionName, identity, minimumTokenSize, ...limits } = assumption;
  const role = await findAssumableRole(roleArn, scope);
  const { principal, tags: passed, transitiveTagKeys, sourceIdentity } = identity;
  const trusted = role && (await findRefused(operation, role, sessionName, identity, scope));
  if (role === undefined || trusted !== undefined) {
    throw new IamError(
      'AccessDenied',
      `Not authorized to perform ${trusted ?? `sts:${operation}`}`,
    );
  }
  const { accountId, roleId, roleName, maxSessionDurationSeconds: maxSeconds } = role;
  const policies = await sessionPolicies(limits, accountId, scope);
  const tags = sessionTags(passed, transitiveTagKeys, undefined);
  const PackedPolicySize = packedPolicySize(policies, tags.tags);
  const session = {
    kind: 'AssumedRole',
    ...{ accountId, principalId: roleId, name: sessionName, policies, ...tags, sourceIdentity },
    federatedProvider: principal.provider,
  } as const;
  const durationSeconds = roleSessionDuration(limits.durationSeconds, {
    ...{ maxSeconds, chained: false },
  });
  return {
    Credentials: await issueSession(session, { durationSeconds, minimumTokenSize }, scope),
    AssumedRoleUser: {
      AssumedRoleId: `${roleId}:${sessionName}`,
      Arn: sessionArn(scope.partition, accountId, `assumed-role/${roleName}/${sessionName}`),
    },
    ...(PackedPolicySize !== undefined && { PackedPolicySize }),
    ...(sourceIdentity !== undefined && { SourceIdentity: sourceIdentity }),
  };
}

/** The first action that the trust policy refuses; undefined when it allows all that are asked for. */
async function findRefused(
  operation: FederatedAssumption['operation'],
  role: Role,
  sessionName: string,
  { principal, context, tags, transitiveTagKeys, sourceIdentity }: FederatedIdentity,
  { store, partition, caller, now, loadOrganization }: WriteScope,
): Promise<string | undefined> {
  const trust = await trustPolicyOf(role, store, partition);
  const controls = await resourceControlsOf(role.accountId, { store, loadOrganization });
  const request = {
    principal,
    resource: trust.name,
    context: createRequestContext([
      ...Object.entries(resourceTags(role.tags)).map(
        ([key, value]) => [`aws:ResourceTag/${key}`, value] as const,
      ),
      ...(caller.sourceIp === undefined ? [] : [['aws:SourceIp', caller.sourceIp] as const]),
      ['aws:CurrentTime', now.toISOString()],
      ['aws:EpochTime', String(Math.floor(now.getTime() / 1000))],
      ...caller.context,
      ...requestTags(tags),
      ['sts:TransitiveTagKeys', transitiveTagKeys],
      ['sts:SourceIdentity', sourceIdentity ?? []],
      ['sts:RoleSessionName', sessionName],
      ...context,
      ['aws:ResourceAccount', role.accountId],
      ...organizationContext('Resource', controls.organization),
      ...organizationContext('Principal', undefined),
      ...principalContext(principal),
    ]),
  };
  const actions = [
    `sts:${operation}`,
    ...(tags.length > 0 ? ['sts:TagSession'] : []),
    ...(sourceIdentity === undefined ? [] : ['sts:SetSourceIdentity']),
  ];
  const policies = {
    resource: compile([trust], 'trust'),
    resourceControl: controls.resourceControl?.map((level) => compile(level, 'resourceControl')),
  };
  return actions.find((action) => evaluate({ ...request, action }, policies).outcome !== 'allowed');
}
