// A policy document, text or object, to a Policy or to everything that is wrong with it.
import type { Issue, JsonPath, Parsed } from './issue.js';
import { IssueLog } from './issue-log.js';
import { findJsonNode, type JsonNode } from './json-node.js';
import type { JsonPlace } from './json-place.js';
import { parseJson } from './parse-json.js';
import { parseStatement, type StatementSetting } from './parse-statement.js';
import type { Policy, PolicyVersion, Statement } from './policy.js';
import { type PolicyType, statementGrammar } from './policy-type.js';
import { readMembers } from './read-members.js';
import { readString } from './read-text.js';

/** Longest policy document that is read, in characters: `policyDocumentType` of the IAM API. */
export const MAX_POLICY_LENGTH = 131_072;

/** How to read a policy document. */
export interface ParsePolicyOptions {
  /** Asks for the grammar of one policy type; without it any statement of any type is taken. */
  readonly policyType?: PolicyType;
  /** Where the document stands in a larger JSON text. Issues keep the places of that text. */
  readonly at?: JsonPath;
}

/**
 * Parses a policy document (IAM User Guide, "Grammar of the IAM JSON policy language").
 *
 * A text keeps its places: each issue names line and column in it. An object is read as
 * `JSON.stringify(document, null, 2)` would print it, and refused where that would drop a part of
 * it. Either every issue is returned or a policy
 * that needs no further check; nothing is guessed and nothing is skipped.
 *
 * @throws TypeError when `policyType` is no policy type; never because of the document.
 *
 * @example
 * ```ts
 * const parsed = parsePolicy('{"Version":"2012-10-17","Statement":{"Effect":"Permit"}}');
 * if (!parsed.ok) console.log(parsed.issues[0]?.code); // INVALID_EFFECT
 * ```
 */
export function parsePolicy(document: unknown, options: ParsePolicyOptions = {}): Parsed<Policy> {
  const { at = [], policyType } = options;
  const grammar = statementGrammar(policyType);
  const text = typeof document === 'string' ? document : printDocument(document);
  if (typeof text !== 'string') return { ok: false, issues: [text] };
  const log = new IssueLog(text);
  if (at.length === 0 && isTooLarge({ ...NOWHERE, length: text.length }, log))
    return { ok: false, issues: log.issues };
  const root = parseJson(text);
  if (!root.ok) return root;
  const node = findJsonNode(root.value, at);
  const policy =
    node === undefined
      ? log.report({ ...NOWHERE, path: at }, 'NOTHING_AT_PATH', 'no policy document stands here')
      : parseDocument(node, { policyType, grammar }, log);
  if (policy === undefined || log.issues.length > 0) return { ok: false, issues: log.issues };
  return { ok: true, value: policy };
}

/** An issue the way compilers print one: `file:line:column: CODE message`. */
export function formatIssue(issue: Issue, fileName: string): string {
  return `${fileName}:${issue.line}:${issue.column}: ${issue.code} ${issue.message}`;
}

const NOWHERE = { path: [], offset: 0, length: 0 };

/** An object as text, or what keeps it from being one: a cycle, a function, a bigint, a `Map`. */
function printDocument(document: unknown): string | Issue {
  let visited = '';
  const checked = (key: string, value: unknown): unknown => {
    visited = key;
    if (!isJsonValue(value)) throw new TypeError(`JSON has no ${typeof value}`);
    return value;
  };
  try {
    return JSON.stringify(document, checked, 2);
  } catch {
    const message = `expected a JSON text or an object that makes one, found no JSON value${
      visited === '' ? '' : ` at \`${visited}\``
    }`;
    return { code: 'DATA_TYPE_MISMATCH', message, path: [], line: 1, column: 1 };
  }
}

/**
 * Whether `JSON.stringify` keeps all of `value`. It would leave out or empty the rest without a
 * word: a `Condition` that is undefined or a `Map` would vanish, and its statement hold for all.
 */
function isJsonValue(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return ['string', 'number', 'boolean', 'object'].includes(typeof value);
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function isTooLarge(place: JsonPlace, log: IssueLog): boolean {
  if (place.length <= MAX_POLICY_LENGTH) return false;
  const message = `expected at most ${MAX_POLICY_LENGTH} characters, found ${place.length}`;
  log.report(place, 'TOO_LARGE', message);
  return true;
}

function parseDocument(
  node: JsonNode,
  setting: Omit<StatementSetting, 'version' | 'sids'>,
  log: IssueLog,
): Policy | undefined {
  const members = readMembers(node, 'a policy document', ['Version', 'Id', 'Statement'], log);
  if (members === undefined || isTooLarge(node, log)) return undefined;
  const version = parseVersion(members.get('Version')?.value, log);
  const id = readString(members.get('Id')?.value, 'Id', log);
  const statement = members.get('Statement')?.value;
  if (statement === undefined) {
    return log.report(node, 'MISSING_STATEMENT', 'a policy document needs a `Statement`');
  }
  const nodes = statement.kind === 'array' ? statement.items : [statement];
  if (nodes.length === 0) {
    return log.report(
      statement,
      'MISSING_STATEMENT',
      'expected at least one statement, found none',
    );
  }
  const statements: Statement[] = [];
  const statementSetting = { ...setting, version, sids: new Set<string>() };
  for (const each of nodes) {
    const parsed = parseStatement(each, statementSetting, log);
    if (parsed !== undefined) statements.push(parsed);
  }
  return { version, id: id?.text, statements };
}

/** Absent, it is the older version, in which variables are plain text. */
function parseVersion(node: JsonNode | undefined, log: IssueLog): PolicyVersion {
  const version = readString(node, 'Version', log);
  if (version === undefined) return '2008-10-17';
  const { text, place } = version;
  if (text === '2012-10-17' || text === '2008-10-17') return text;
  const message = `expected \`2012-10-17\` or \`2008-10-17\`, found \`${text}\``;
  log.report(place, 'INVALID_VERSION', message);
  return '2008-10-17';
}
