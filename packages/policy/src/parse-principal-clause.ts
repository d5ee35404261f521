// `Principal` and `NotPrincipal`: everyone, or principals by type, each named in full.
import { isAccountId } from './account-id.js';
import { parseArn } from './arn.js';
import type { IssueCode } from './issue.js';
import type { IssueLog } from './issue-log.js';
import type { JsonNode } from './json-node.js';
import type { PolicyPrincipal, PrincipalKey } from './policy.js';
import { type PlacedText, readStrings } from './read-text.js';

/**
 * Parses the value of `Principal` or `NotPrincipal` (IAM User Guide, "AWS JSON policy elements:
 * Principal"). `*` stands alone: a principal cannot be named by a pattern.
 */
export function parsePrincipalClause(
  node: JsonNode,
  element: 'Principal' | 'NotPrincipal',
  log: IssueLog,
): readonly PolicyPrincipal[] {
  if (node.kind === 'string' && node.value === '*') return [{ key: 'AWS', value: '*' }];
  if (node.kind !== 'object') {
    const message = `expected \`${element}\` to be \`*\` or an object of principals by type`;
    log.report(node, 'INVALID_PRINCIPAL_FORMAT', message);
    return [];
  }
  const principals: PolicyPrincipal[] = [];
  for (const [key, member] of node.members) {
    if (!isPrincipalKey(key)) {
      const message = `expected one of ${Object.keys(FORMATS).join(', ')}, found \`${key}\``;
      log.report(member.key, 'INVALID_PRINCIPAL_KEY', message);
      continue;
    }
    for (const entry of readStrings(member.value, key, log)) {
      checkPrincipal(key, entry, log);
      principals.push({ key, value: entry.text });
    }
  }
  if (element === 'NotPrincipal' && principals.length === 0) {
    log.report(node, 'INVALID_PRINCIPAL_FORMAT', 'expected `NotPrincipal` to except somebody');
  }
  return principals;
}

interface PrincipalFormat {
  readonly expected: string;
  readonly test: (text: string) => boolean;
}

/** What may be named under each key, besides everyone under `AWS`. */
const FORMATS: Readonly<Record<PrincipalKey, PrincipalFormat>> = {
  AWS: {
    expected: 'an account id, the ARN of a principal, a unique id or `*`',
    test: (text) => isAccountId(text) || isUniqueId(text) || isPrincipalArn(text),
  },
  Service: {
    expected: 'the name of a service, such as `notes.example.com`',
    test: (text) => /^[a-z0-9-]+(\.[a-z0-9-]+)*$/i.test(text),
  },
  Federated: {
    expected: 'the ARN of an identity provider or the host name of one',
    test: (text) => isProviderArn(text) || /^[a-z0-9-]+(\.[a-z0-9-]+)+$/i.test(text),
  },
  CanonicalUser: {
    expected: 'a canonical user id',
    test: (text) => /^[a-z0-9]+$/i.test(text),
  },
};

function checkPrincipal(key: PrincipalKey, { text, place }: PlacedText, log: IssueLog): void {
  if (key === 'AWS' && text === '*') return;
  if (text.includes('${')) {
    const message = `no policy variable is read in a principal, found \`${text}\``;
    log.report(place, 'VARIABLE_UNSUPPORTED_IN_ELEMENT', message);
    return;
  }
  const { expected, test } = FORMATS[key];
  const wildcard = /[*?]/.test(text);
  if (!wildcard && test(text)) return;
  const code: IssueCode = wildcard
    ? 'UNSUPPORTED_WILDCARD_IN_PRINCIPAL'
    : 'INVALID_PRINCIPAL_FORMAT';
  log.report(place, code, `expected ${expected}, found \`${text}\``);
}

/** What an ARN under `AWS` can name; a group is no principal, for it cannot be authenticated. */
const PRINCIPAL_RESOURCES: ReadonlyMap<string, RegExp> = new Map([
  ['iam', /^(root|(user|role)\/.*[^/])$/],
  ['sts', /^(assumed-role\/[^/]+\/[^/]+|federated-user\/[^/]+)$/],
]);

/** `AROA…` and its kin stand where the entity that an ARN named is gone. */
function isUniqueId(text: string): boolean {
  return /^A[A-Z]{3}[A-Z0-9]{12,124}$/.test(text);
}

function isPrincipalArn(text: string): boolean {
  return isArnOf(PRINCIPAL_RESOURCES, text);
}

const PROVIDER_RESOURCES: ReadonlyMap<string, RegExp> = new Map([
  ['iam', /^(saml|oidc)-provider\/./],
]);

function isProviderArn(text: string): boolean {
  return isArnOf(PROVIDER_RESOURCES, text);
}

/** Whether `text` is the ARN of something in an account that `formats` has, by service. */
function isArnOf(formats: ReadonlyMap<string, RegExp>, text: string): boolean {
  const parsed = parseArn(text);
  if (!parsed.ok) return false;
  const { service, accountId, resource } = parsed.value;
  return isAccountId(accountId) && (formats.get(service)?.test(resource) ?? false);
}

function isPrincipalKey(key: string): key is PrincipalKey {
  return Object.hasOwn(FORMATS, key);
}
