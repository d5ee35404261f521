// One statement: which elements stand in it, and that exactly one of each pair does.
import type { IssueLog } from './issue-log.js';
import type { JsonMember, JsonNode } from './json-node.js';
import { parseActionPattern } from './parse-action-pattern.js';
import { parseConditions } from './parse-conditions.js';
import { parsePrincipalClause } from './parse-principal-clause.js';
import { parseResourcePattern } from './parse-resource-pattern.js';
import type {
  ActionClause,
  Effect,
  PolicyVersion,
  PrincipalClause,
  ResourceClause,
  Statement,
} from './policy.js';
import type { PolicyType, StatementGrammar } from './policy-type.js';
import { readMembers } from './read-members.js';
import { type PlacedText, readString, readStrings } from './read-text.js';

/** What a statement has to know about the document it stands in. */
export interface StatementSetting {
  readonly version: PolicyVersion;
  readonly policyType: PolicyType | undefined;
  readonly grammar: StatementGrammar;
  /** The Sids of the statements before, of those that must be unique. */
  readonly sids: Set<string>;
}

type Members = ReadonlyMap<string, JsonMember>;

const ELEMENTS = [
  'Sid',
  'Effect',
  'Principal',
  'NotPrincipal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
];

/** Parses a statement, reporting all that is wrong with it; undefined when it makes none. */
export function parseStatement(
  node: JsonNode,
  setting: StatementSetting,
  log: IssueLog,
): Statement | undefined {
  const members = readMembers(node, 'a statement', ELEMENTS, log);
  if (members === undefined) return undefined;
  const effect = parseEffect(node, members, log);
  const principal = parsePrincipal(node, members, setting, log);
  const action = parseAction(node, members, log);
  const resource = parseResource(node, members, setting, principal !== undefined, log);
  const conditions = parseConditions(members.get('Condition')?.value, setting.version, log);
  const sid = parseSid(members, setting, principal !== undefined, log);
  return effect && action && { sid, effect, principal, action, resource, conditions };
}

function parseSid(
  members: Members,
  { grammar, sids }: StatementSetting,
  hasPrincipal: boolean,
  log: IssueLog,
): string | undefined {
  const sid = readString(members.get('Sid')?.value, 'Sid', log);
  const isBound =
    grammar.sid === 'unique' || (grammar.sid === 'freeWithPrincipal' && !hasPrincipal);
  if (sid !== undefined && isBound) checkSid(sid, sids, log);
  return sid?.text;
}

function checkSid({ text, place }: PlacedText, sids: Set<string>, log: IssueLog): void {
  if (!/^[A-Za-z0-9]*$/.test(text)) {
    log.report(place, 'UNSUPPORTED_SID', `expected a Sid of letters and digits, found \`${text}\``);
  }
  if (sids.has(text)) {
    const message = `Sid \`${text}\` stands on more than one statement`;
    log.report(place, 'UNIQUE_SIDS_REQUIRED', message);
  }
  if (text !== '') sids.add(text);
}

function parseEffect(node: JsonNode, members: Members, log: IssueLog): Effect | undefined {
  const value = members.get('Effect')?.value;
  if (value === undefined) {
    return log.report(node, 'MISSING_EFFECT', 'a statement needs an `Effect`, `Allow` or `Deny`');
  }
  const effect = readString(value, 'Effect', log);
  if (effect === undefined) return undefined;
  const { text, place } = effect;
  if (text === 'Allow' || text === 'Deny') return text;
  return log.report(place, 'INVALID_EFFECT', `expected \`Allow\` or \`Deny\`, found \`${text}\``);
}

function parsePrincipal(
  node: JsonNode,
  members: Members,
  { policyType, grammar }: StatementSetting,
  log: IssueLog,
): PrincipalClause | undefined {
  const { principal, principalRules = [] } = grammar;
  const chosen = chooseElement(members, ['Principal', 'NotPrincipal'], log);
  if (chosen === undefined) {
    if (principal !== 'required') return undefined;
    return log.report(node, 'MISSING_PRINCIPAL', `a ${policyType} policy needs a \`Principal\``);
  }
  if (principal === 'forbidden') {
    const message = `\`${chosen.element}\` cannot stand in a policy of type ${policyType}`;
    return log.report(chosen.member.key, 'UNSUPPORTED_PRINCIPAL', message);
  }
  const { element, member } = chosen;
  const clause = { element, principals: parsePrincipalClause(member.value, element, log) };
  for (const { code, expected, test } of principalRules) {
    if (!test(clause, member.value)) log.report(member.key, code, `expected ${expected}`);
  }
  return clause;
}

function parseAction(node: JsonNode, members: Members, log: IssueLog): ActionClause | undefined {
  const chosen = chooseElement(members, ['Action', 'NotAction'], log);
  if (chosen === undefined || isEmptyList(chosen.member.value)) {
    const message = 'a statement needs at least one action in `Action` or `NotAction`';
    return log.report(chosen?.member.value ?? node, 'MISSING_ACTION', message);
  }
  const texts = readStrings(chosen.member.value, chosen.element, log);
  for (const each of texts) parseActionPattern(each, log);
  return { element: chosen.element, patterns: texts.map(({ text }) => text) };
}

function parseResource(
  node: JsonNode,
  members: Members,
  { version, grammar: { resource } }: StatementSetting,
  hasPrincipal: boolean,
  log: IssueLog,
): ResourceClause | undefined {
  const chosen = chooseElement(members, ['Resource', 'NotResource'], log);
  if (chosen !== undefined && resource === 'forbidden') {
    const message = `a trust policy is about its role: remove \`${chosen.element}\``;
    return log.report(chosen.member.key, 'ROLE_TRUST_POLICY_SYNTAX_ERROR_RESOURCE', message);
  }
  const isRequired =
    resource === 'required' || (resource === 'optionalWithPrincipal' && !hasPrincipal);
  if (chosen === undefined && !isRequired) return undefined;
  if (chosen === undefined || isEmptyList(chosen.member.value)) {
    const message = 'a statement needs at least one resource in `Resource` or `NotResource`';
    return log.report(chosen?.member.value ?? node, 'MISSING_RESOURCE', message);
  }
  const texts = readStrings(chosen.member.value, chosen.element, log);
  for (const each of texts) parseResourcePattern(each, version, log);
  return { element: chosen.element, patterns: texts.map(({ text }) => text) };
}

/** The one of a pair of elements that stands here; both at once is an issue. */
function chooseElement<Element extends string>(
  members: Members,
  [plain, negated]: readonly [Element, Element],
  log: IssueLog,
): { readonly element: Element; readonly member: JsonMember } | undefined {
  const one = members.get(plain);
  const other = members.get(negated);
  if (one !== undefined && other !== undefined) {
    const message = `\`${plain}\` and \`${negated}\` exclude each other`;
    log.report(other.key, 'UNSUPPORTED_ELEMENT_COMBINATION', message);
  }
  if (one !== undefined) return { element: plain, member: one };
  return other && { element: negated, member: other };
}

function isEmptyList(node: JsonNode): boolean {
  return node.kind === 'array' && node.items.length === 0;
}
