// A JSON object as the named elements that the grammar allows there, and no others.
import type { IssueLog } from './issue-log.js';
import type { JsonMember, JsonNode } from './json-node.js';

/** The members of `node`, or undefined when it is no object; unknown elements are reported. */
export function readMembers(
  node: JsonNode,
  what: string,
  allowed: readonly string[],
  log: IssueLog,
): ReadonlyMap<string, JsonMember> | undefined {
  if (node.kind !== 'object') {
    return log.report(
      node,
      'DATA_TYPE_MISMATCH',
      `expected ${what} to be an object, found ${node.kind}`,
    );
  }
  for (const [name, member] of node.members) {
    if (allowed.includes(name)) continue;
    const meant = allowed.find((each) => each.toLowerCase() === name.toLowerCase());
    const hint =
      meant === undefined ? `expected one of ${allowed.join(', ')}` : `write \`${meant}\``;
    log.report(
      member.key,
      'INVALID_POLICY_ELEMENT',
      `unknown element \`${name}\` in ${what}: ${hint}`,
    );
  }
  return node.members;
}
