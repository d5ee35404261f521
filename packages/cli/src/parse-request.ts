// The request of a case: who, what, on which resource, in which context.
import {
  type AuthorizationRequest,
  createRequestContext,
  principalContext,
} from '@ostiary/evaluator';
import { type AccountId, isAccountId, type JsonPath } from '@ostiary/policy';
import { parsePrincipal } from './parse-principal.js';
import { readList, readMembers, readObject, readText, refuse } from './read-value.js';

/**
 * Reads `{"principal", "action", "resource", "resourceAccount"?, "context"}`. Condition keys that
 * follow from the principal are filled in where the context lacks them.
 *
 * @throws CaseError when a part is missing or malformed
 */
export function parseRequest(value: unknown, path: JsonPath): AuthorizationRequest {
  const members = readMembers(value, path, MEMBERS);
  const principal = parsePrincipal(members.principal, [...path, 'principal']);
  const resourceAccountId = readAccount(members.resourceAccount, [...path, 'resourceAccount']);
  return {
    principal,
    action: readAction(members.action, [...path, 'action']),
    resource: readResource(members.resource, [...path, 'resource']),
    ...(resourceAccountId && { resourceAccountId }),
    context: createRequestContext([
      ...principalContext(principal).filter(([key]) => FILLED_IN.includes(key)),
      ...readContext(members.context, [...path, 'context']),
    ]),
  };
}

const MEMBERS = ['principal', 'action', 'resource', 'resourceAccount', 'context'];

/** All that a simulation adds to the context it is given; the rest is the asker's to say. */
const FILLED_IN: readonly string[] = [
  'aws:PrincipalArn',
  'aws:PrincipalAccount',
  'aws:PrincipalType',
  'aws:username',
  'aws:userid',
];

function readAction(value: unknown, path: JsonPath): string {
  const expected = '`service:ActionName`, without wildcards';
  const action = readText(value, path, expected);
  return /^[a-z0-9-]+:[\w.-]+$/i.test(action) ? action : refuse(path, expected, action);
}

/** The parts are not looked at further: a strange name of a resource is decided, not refused. */
function readResource(value: unknown, path: JsonPath): string {
  const expected = '`*` or an ARN, `arn:partition:service:region:account-id:resource`';
  const resource = readText(value, path, expected);
  const isArn = /^arn:[^:]+:[^:]+:[^:]*:[^:]*:[\s\S]/.test(resource);
  return isArn || resource === '*' ? resource : refuse(path, expected, resource);
}

function readAccount(value: unknown, path: JsonPath): AccountId | undefined {
  if (value === undefined || value === null) return undefined;
  const expected = 'an account id of twelve digits';
  const account = readText(value, path, expected);
  return isAccountId(account) ? account : refuse(path, expected, account);
}

type ContextEntry = readonly [key: string, values: string | readonly string[]];

/** Keys differ by more than case; of two that do not, one would be lost. */
function readContext(value: unknown, path: JsonPath): readonly ContextEntry[] {
  const seen = new Map<string, string>();
  return Object.entries(readObject(value, path)).map(([key, found]) => {
    const other = seen.get(key.toLowerCase());
    if (other !== undefined) refuse([...path, key], `one spelling of the key \`${other}\``, key);
    seen.set(key.toLowerCase(), key);
    return [key, readContextValues(found, [...path, key])];
  });
}

function readContextValues(value: unknown, path: JsonPath): string | readonly string[] {
  if (typeof value === 'string') return value;
  if (!Array.isArray(value)) return refuse(path, 'a string or a list of strings', value);
  return readList(value, path).map((each, index) => readText(each, [...path, index]));
}
