// The users and roles of an account file, each with the policies that bind it.
import type { NamedPolicy, PrincipalPolicies } from '@ostiary/evaluator';
import {
  type AccountId,
  type Arn,
  type JsonPath,
  parseArn,
  type RolePrincipal,
  type UserPrincipal,
} from '@ostiary/policy';
import type {
  AccountDetails,
  HolderDetail,
  InlinePolicyDetail,
  PrincipalDetail,
} from './account-details.js';
import type { AccountText } from './account-text.js';

/** A user or role and what binds it. */
export interface Identity<Principal> {
  readonly principal: Principal;
  readonly policies: PrincipalPolicies;
}

/** Users and roles by name. */
export interface Identities {
  readonly users: ReadonlyMap<string, Identity<UserPrincipal>>;
  readonly roles: ReadonlyMap<string, Identity<RolePrincipal>>;
}

/** Reads the identities, reporting to `source` every name that leads nowhere. */
export function readIdentities(
  details: AccountDetails,
  accountId: AccountId,
  source: AccountText,
): Identities {
  const managed = readManagedPolicies(details, source);
  const attached = (policyArn: string, path: JsonPath): readonly NamedPolicy[] =>
    managed.get(policyArn) ?? source.report(path, `no managed policy is \`${policyArn}\``);

  const held = (
    { AttachedManagedPolicies }: HolderDetail,
    inline: readonly InlinePolicyDetail[],
    path: JsonPath,
    inlineMember: string,
  ): readonly NamedPolicy[] => [
    ...inline.flatMap(({ PolicyName }, at) =>
      source.readPolicy(PolicyName, [...path, inlineMember, at, 'PolicyDocument'], 'identity'),
    ),
    ...AttachedManagedPolicies.flatMap(({ PolicyArn }, at) =>
      attached(PolicyArn, [...path, 'AttachedManagedPolicies', at, 'PolicyArn']),
    ),
  ];

  const bind = (
    { PermissionsBoundary, Tags }: PrincipalDetail,
    identity: readonly NamedPolicy[],
    path: JsonPath,
  ): PrincipalPolicies => {
    const boundary = PermissionsBoundary?.PermissionsBoundaryArn;
    const boundaryPath = [...path, 'PermissionsBoundary', 'PermissionsBoundaryArn'];
    return {
      identity,
      permissionsBoundary: boundary === undefined ? null : attached(boundary, boundaryPath),
      session: null,
      tags: new Map(Tags.map(({ Key, Value }) => [Key, Value])),
      revision: 0,
    };
  };

  reportRepeats(details, source);
  const groups = new Map(
    details.GroupDetailList.map((group, at) => {
      const path = ['GroupDetailList', at];
      return [group.GroupName, held(group, group.GroupPolicyList, path, 'GroupPolicyList')];
    }),
  );
  const users = new Map<string, Identity<UserPrincipal>>();
  for (const [at, user] of details.UserDetailList.entries()) {
    const path = ['UserDetailList', at];
    const { UserName: userName, UserId: userId } = user;
    const arn = readArn(user.Arn, ['user', userName], accountId, path, source);
    if (arn === undefined) continue;
    const ofGroups = user.GroupList.flatMap((name, index) => {
      return (
        groups.get(name) ?? source.report([...path, 'GroupList', index], `no group is \`${name}\``)
      );
    });
    const identity = [...held(user, user.UserPolicyList, path, 'UserPolicyList'), ...ofGroups];
    users.set(userName, {
      principal: { type: 'User', arn, accountId, userName, ...(userId && { userId }) },
      policies: bind(user, identity, path),
    });
  }

  const roles = new Map<string, Identity<RolePrincipal>>();
  for (const [at, role] of details.RoleDetailList.entries()) {
    const path = ['RoleDetailList', at];
    const { RoleName: roleName, RoleId: roleId } = role;
    const arn = readArn(role.Arn, ['role', roleName], accountId, path, source);
    if (arn === undefined) continue;
    if (role.AssumeRolePolicyDocument !== undefined) {
      source.readPolicy(roleName, [...path, 'AssumeRolePolicyDocument'], 'trust');
    }
    roles.set(roleName, {
      principal: { type: 'Role', arn, accountId, ...(roleId && { roleId }) },
      policies: bind(role, held(role, role.RolePolicyList, path, 'RolePolicyList'), path),
    });
  }
  return { users, roles };
}

/** The default versions by the ARN of their policy; the other versions are parsed all the same. */
function readManagedPolicies(
  { Policies }: AccountDetails,
  source: AccountText,
): ReadonlyMap<string, readonly NamedPolicy[]> {
  const managed = new Map<string, readonly NamedPolicy[]>();
  for (const [at, { Arn, DefaultVersionId, PolicyVersionList }] of Policies.entries()) {
    for (const [index, { VersionId }] of PolicyVersionList.entries()) {
      const path = ['Policies', at, 'PolicyVersionList', index, 'Document'];
      const version = source.readPolicy(Arn, path, 'identity');
      if (VersionId === DefaultVersionId) managed.set(Arn, version);
    }
    if (!managed.has(Arn)) {
      source.report(['Policies', at, 'DefaultVersionId'], `no version is \`${DefaultVersionId}\``);
    }
  }
  return managed;
}

/** Names are unique, whatever their case (IAM User Guide, "IAM name requirements"). */
function reportRepeats(details: AccountDetails, source: AccountText): void {
  const names = {
    UserDetailList: ['UserName', details.UserDetailList.map((each) => each.UserName)],
    GroupDetailList: ['GroupName', details.GroupDetailList.map((each) => each.GroupName)],
    RoleDetailList: ['RoleName', details.RoleDetailList.map((each) => each.RoleName)],
    Policies: ['Arn', details.Policies.map((each) => each.Arn)],
  } as const;
  for (const [list, [member, values]] of Object.entries(names)) {
    const folded = values.map((value) => value.toLowerCase());
    source.reportRepeats(folded, (at) => [list, at, member]);
  }
  for (const list of ['UserDetailList', 'RoleDetailList'] as const) {
    for (const [at, { Tags }] of details[list].entries()) {
      const keys = Tags.map(({ Key }) => Key.toLowerCase());
      source.reportRepeats(keys, (index) => [list, at, 'Tags', index, 'Key']);
    }
  }
}

function readArn(
  text: string,
  [kind, name]: readonly [kind: string, name: string],
  accountId: AccountId,
  path: JsonPath,
  source: AccountText,
): Arn | undefined {
  const arn = parseArn(text);
  if (arn.ok && arn.value.service === 'iam' && arn.value.accountId === accountId) {
    const parts = arn.value.resource.split('/');
    if (parts.length > 1 && parts[0] === kind && parts.at(-1) === name) return arn.value.arn;
  }
  source.report(
    [...path, 'Arn'],
    `expected \`arn:aws:iam::${accountId}:${kind}/${name}\`, with or without a path, found \`${text}\``,
  );
  return undefined;
}
