// Which policies bind a principal: the answer of the control plane.
import {
  isServiceLinkedRole,
  type NamedPolicy,
  type PolicyLookup,
  type PrincipalPolicies,
} from '@ostiary/evaluator';
import type { AccountId, Principal } from '@ostiary/policy';
import type { DomainScope } from './domain-scope.js';
import { entityArn } from './entity-arn.js';
import type { OrganizationView } from './organization/organization-view.js';
import { createPolicyReader } from './policy-reader.js';
import {
  boundaryOf,
  heldPolicies,
  managedPoliciesIn,
  type PolicySource,
  userPolicies,
} from './principal-policies.js';
import type { Row, Table } from './store.js';
import { ROLES, type Role } from './tables/roles.js';
import { SESSIONS, type Session, type SessionPolicies } from './tables/sessions.js';
import type { Tags } from './tables/tags.js';
import { USERS, type User } from './tables/users.js';

/**
 * Answers gates which policies bind a principal. Undefined for a user, a role or a session that is
 * not there: it was deleted, made again under the name, revoked, or has expired.
 */
export function policyLookup(domain: DomainScope): PolicyLookup {
  const { store, partition, managedPolicies, loadOrganization } = domain;
  const readPolicy = createPolicyReader();
  return (principal) =>
    store.read(async (reader) => {
      const source = { store: reader, partition, managedPolicies, readPolicy };
      const found = await findPolicies(principal, source, domain.now());
      return found && bind(found, principal, await loadOrganization(reader));
    });
}

/** Adds what the organization says of the principal's account, root user included. */
function bind(
  found: PrincipalPolicies,
  principal: Principal,
  organization: OrganizationView | undefined,
): PrincipalPolicies {
  if (organization === undefined || !hasOwnAccount(principal)) return found;
  const { organization: path, levels } = organization(principal.accountId);
  const isBound = levels !== undefined && !isServiceLinkedRole(principal);
  return {
    ...found,
    organization: path,
    ...(isBound && { serviceControl: levels.serviceControl }),
  };
}

/** A provider's subject is of no account, whichever account the provider is registered in. */
function hasOwnAccount(
  principal: Principal,
): principal is Extract<Principal, { readonly accountId: AccountId }> {
  return principal.type !== 'Federated' && 'accountId' in principal;
}

async function findPolicies(
  principal: Principal,
  source: PolicySource,
  now: Date,
): Promise<PrincipalPolicies | undefined> {
  switch (principal.type) {
    case 'User': {
      const { accountId, userName, userId } = principal;
      const named = { accountId, name: userName, id: userId };
      const user = await findEntity(USERS, named, source);
      return user && isNamed('user', user.userName, user, principal.arn, source)
        ? policiesOfUser(user, source)
        : undefined;
    }
    case 'Role': {
      const { accountId, arn, roleId } = principal;
      const named = { accountId, name: arn.slice(arn.lastIndexOf('/') + 1), id: roleId };
      const role = await findEntity(ROLES, named, source);
      return role && isNamed('role', role.roleName, role, arn, source)
        ? policiesOfRole(role, source)
        : undefined;
    }
    case 'AssumedRole':
    case 'FederatedUser': {
      const session = await findSession(principal, source, now);
      return session && policiesOfSession(session, source);
    }
    case 'Root':
    case 'Federated':
      return policies({}, [], source);
    case 'Service':
    case 'CanonicalUser':
    case 'Anonymous':
      return undefined;
  }
}

function policies(
  { identity = [], permissionsBoundary = null, session = null }: Partial<PrincipalPolicies>,
  tags: Tags,
  { store: { revision } }: PolicySource,
): PrincipalPolicies {
  const tagMap = new Map(tags.map(({ key, value }) => [key, value]));
  return { identity, permissionsBoundary, session, tags: tagMap, revision };
}

async function policiesOfUser(user: User, source: PolicySource): Promise<PrincipalPolicies> {
  const identity = await userPolicies(user.accountId, user.userId, source);
  const permissionsBoundary = await boundaryOf(user, source);
  return policies({ identity, permissionsBoundary }, user.tags, source);
}

async function policiesOfRole(role: Role, source: PolicySource): Promise<PrincipalPolicies> {
  const identity = await heldPolicies(role.accountId, role.roleId, source);
  const permissionsBoundary = await boundaryOf(role, source);
  return policies({ identity, permissionsBoundary }, role.tags, source);
}

/** A session: what binds its role or user, its own policies, and its own tags before theirs. */
async function policiesOfSession(
  session: Session,
  source: PolicySource,
): Promise<PrincipalPolicies | undefined> {
  const holder = await policiesOfHolder(session, source);
  if (holder === undefined) return undefined;
  const own = new Set(session.tags.map(({ key }) => key.toLowerCase()));
  const inherited = [...holder.tags].filter(([key]) => !own.has(key.toLowerCase()));
  return {
    ...holder,
    session: session.policies && (await readSessionPolicies(session, session.policies, source)),
    tags: new Map([...inherited, ...session.tags.map(({ key, value }) => [key, value] as const)]),
  };
}

async function policiesOfHolder(
  { accountId, kind, principalId }: Session,
  source: PolicySource,
): Promise<PrincipalPolicies | undefined> {
  if (kind === 'AssumedRole') {
    const role = await source.store.get(ROLES, accountId, [principalId]);
    return role && policiesOfRole(role, source);
  }
  if (principalId === accountId) return policies({ identity: [ROOT_MAY_ALL] }, [], source);
  const user = await source.store.get(USERS, accountId, [principalId]);
  return user && policiesOfUser(user, source);
}

/** What a root user hands on to whoever it vouches for; the session policies limit it. */
const ROOT_MAY_ALL: NamedPolicy = {
  name: 'root user',
  policy: {
    version: '2012-10-17',
    id: undefined,
    statements: [
      {
        sid: undefined,
        effect: 'Allow',
        principal: undefined,
        action: { element: 'Action', patterns: ['*'] },
        resource: { element: 'Resource', patterns: ['*'] },
        conditions: [],
      },
    ],
  },
};

async function readSessionPolicies(
  { accountId }: Session,
  { inline, managed }: SessionPolicies,
  source: PolicySource,
): Promise<readonly NamedPolicy[]> {
  const own = inline === undefined ? [] : [source.readPolicy('session policy', inline, 'session')];
  return [...own, ...(await managedPoliciesIn(accountId, managed, source))];
}

async function findSession(
  { accountId, sessionId }: Principal & { readonly type: 'AssumedRole' | 'FederatedUser' },
  { store }: PolicySource,
  now: Date,
): Promise<Session | undefined> {
  if (sessionId === undefined) return undefined;
  const session = await store.get(SESSIONS, accountId, [sessionId]);
  return session && now < new Date(session.expiration) ? session : undefined;
}

interface NamedOrIdentified {
  readonly accountId: AccountId;
  readonly name: string;
  readonly id: string | undefined;
}

/** By its unique id where the principal has one, so that nobody who got the name later is meant. */
async function findEntity<Entity extends Row>(
  table: Table<Entity, 'name'>,
  { accountId, name, id }: NamedOrIdentified,
  { store }: PolicySource,
): Promise<Entity | undefined> {
  return id === undefined
    ? store.find(table, 'name', accountId, [name.toLowerCase()])
    : store.get(table, accountId, [id]);
}

function isNamed(
  kind: 'user' | 'role',
  name: string,
  { accountId, path }: { readonly accountId: AccountId; readonly path: string },
  arn: string,
  { partition }: PolicySource,
): boolean {
  return entityArn({ partition, accountId, kind, path, name }) === arn;
}
