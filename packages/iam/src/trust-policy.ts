// The trust policy of a role: as it is evaluated, by unique ids, and as it is shown, by names.
import type { NamedPolicy } from '@ostiary/evaluator';
import {
  isAccountId,
  type JsonNode,
  type Policy,
  type PolicyPrincipal,
  parseArn,
  parseJson,
} from '@ostiary/policy';
import { checkPolicyDocument } from './check-policy-document.js';
import { entityArn } from './entity-arn.js';
import type { Reader } from './store.js';
import { ROLES, type Role, type TrustedPrincipal } from './tables/roles.js';
import { USERS } from './tables/users.js';

/**
 * The trust policy as the resource policy of its role. It names users and roles by their unique
 * ids, so a caller matches by `userId` or `roleId` and never by a name that was made again; it
 * names a session by its ARN only while the role is the one that was meant.
 *
 * @throws IamError MalformedPolicyDocument when what is stored is none, which fails closed
 */
export async function trustPolicyOf(
  role: Role,
  store: Reader,
  partition: string,
): Promise<NamedPolicy> {
  const names = new Map<string, string>();
  for (const trusted of role.trustedPrincipals) {
    const isSession = trusted.id.includes(':');
    const arn = isSession ? await findArn(trusted, store, partition) : undefined;
    names.set(trusted.arn, arn ?? trusted.id);
  }
  const { accountId, path, roleName: name } = role;
  return {
    name: entityArn({ partition, accountId, kind: 'role', path, name }),
    policy: renamePrincipals(checkPolicyDocument(role.trustPolicy, 'trust'), names),
  };
}

function renamePrincipals(policy: Policy, names: ReadonlyMap<string, string>): Policy {
  const rename = ({ key, value }: PolicyPrincipal): PolicyPrincipal =>
    key === 'AWS' ? { key, value: names.get(value) ?? value } : { key, value };
  const statements = policy.statements.map((statement) => {
    const { principal } = statement;
    if (principal === undefined) return statement;
    return {
      ...statement,
      principal: { ...principal, principals: principal.principals.map(rename) },
    };
  });
  return { ...policy, statements };
}

/**
 * The text of a trust policy as it is answered: what was put, in which a user that was renamed
 * stands by its new name, and whoever was deleted by the unique id (IAM User Guide, "AWS JSON
 * policy elements: Principal", "IAM user principals").
 */
export async function showTrustPolicy(
  { trustPolicy, trustedPrincipals }: Pick<Role, 'trustPolicy' | 'trustedPrincipals'>,
  store: Reader,
  partition: string,
): Promise<string> {
  const shown = new Map<string, string>();
  for (const trusted of trustedPrincipals) {
    const name = (await findArn(trusted, store, partition)) ?? trusted.id;
    if (name !== trusted.arn) shown.set(trusted.arn, name);
  }
  return shown.size === 0 ? trustPolicy : replacePrincipals(trustPolicy, shown);
}

/** What a trusted principal is called now; undefined when it is gone. */
async function findArn(
  { arn, id }: TrustedPrincipal,
  store: Reader,
  partition: string,
): Promise<string | undefined> {
  const parsed = parseArn(arn);
  if (!parsed.ok || !isAccountId(parsed.value.accountId)) return undefined;
  const { accountId } = parsed.value;
  const [entityId = '', session] = id.split(':');
  const role = await store.get(ROLES, accountId, [entityId]);
  // A role has its name for life.
  if (role !== undefined || session !== undefined) return role && arn;
  const user = await store.get(USERS, accountId, [entityId]);
  if (user === undefined) return undefined;
  return entityArn({ partition, accountId, kind: 'user', path: user.path, name: user.userName });
}

/** Puts other names in the places where a document names its principals, and leaves all else as it is. */
function replacePrincipals(document: string, names: ReadonlyMap<string, string>): string {
  const parsed = parseJson(document);
  if (!parsed.ok) return document;
  let result = document;
  for (const node of principalsIn(parsed.value).toSorted((a, b) => b.offset - a.offset)) {
    const name = node.kind === 'string' ? names.get(node.value) : undefined;
    if (name === undefined) continue;
    const end = node.offset + node.length;
    result = `${result.slice(0, node.offset)}${JSON.stringify(name)}${result.slice(end)}`;
  }
  return result;
}

function principalsIn(document: JsonNode): readonly JsonNode[] {
  return itemsOf(memberOf(document, 'Statement')).flatMap((statement) =>
    itemsOf(memberOf(memberOf(statement, 'Principal'), 'AWS')),
  );
}

function memberOf(node: JsonNode | undefined, name: string): JsonNode | undefined {
  return node?.kind === 'object' ? node.members.get(name)?.value : undefined;
}

function itemsOf(node: JsonNode | undefined): readonly JsonNode[] {
  if (node === undefined) return [];
  return node.kind === 'array' ? node.items : [node];
}
