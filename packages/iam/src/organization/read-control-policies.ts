// The policies that a document defines: named, of one type, and within what AWS takes.
import { type JsonNode, type Policy, parsePolicy, type Statement } from '@ostiary/policy';
import { BUILT_IN } from './built-in-control-policies.js';
import type { DocumentReader } from './document-reader.js';
import type { ControlPolicy, ControlPolicyType } from './organization.js';

/** How many characters a policy has at most, and how many policies there are of a type (AWS Organizations User Guide, "Quotas"). */
const MAX_POLICY_LENGTH = 5120;
const MAX_POLICIES = 1000;

/** Of policies and of units: 1 to 128 characters, none of them a control character. */
export const NAME: RegExp = /^[^\p{C}]{1,128}$/u;

/** The policies of one type, with the one that is built in. */
export function readControlPolicies(
  node: JsonNode | undefined,
  type: ControlPolicyType,
  reader: DocumentReader,
): ReadonlyMap<string, ControlPolicy> {
  const policies = new Map([[BUILT_IN[type].name, BUILT_IN[type]]]);
  const items = reader.items(node, 'policies');
  if (node !== undefined && items.length > MAX_POLICIES) {
    reader.report(node, `expected at most ${MAX_POLICIES} policies, found ${items.length}`);
    return policies;
  }
  for (const item of items) {
    const policy = readControlPolicy(item, type, reader);
    if (policy === undefined) continue;
    if (!policies.has(policy.name)) policies.set(policy.name, policy);
    else {
      const how = policy.name === BUILT_IN[type].name ? 'is built in' : 'stands twice';
      reader.report(
        item,
        `expected names of policies that are free, but \`${policy.name}\` ${how}`,
      );
    }
  }
  return policies;
}

function readControlPolicy(
  node: JsonNode,
  type: ControlPolicyType,
  reader: DocumentReader,
): ControlPolicy | undefined {
  const names = { required: ['name', 'document'], optional: ['description'] };
  const members = reader.members(node, 'a policy', names);
  const name = reader.string(members.get('name'), 'a name of 1 to 128 characters', NAME);
  const description = reader.string(
    members.get('description'),
    'a description of at most 512 characters',
    /^.{0,512}$/s,
  );
  const document = members.get('document');
  const policy = document && readPolicy(document, type, reader);
  if (name === undefined || document === undefined || policy === undefined) return undefined;
  return { name, description, policy, text: compact(document, reader) };
}

function readPolicy(
  node: JsonNode,
  policyType: ControlPolicyType,
  reader: DocumentReader,
): Policy | undefined {
  const { length } = compact(node, reader);
  if (length > MAX_POLICY_LENGTH) {
    return reader.report(
      node,
      `expected at most ${MAX_POLICY_LENGTH} characters without white space, found ${length}`,
    );
  }
  const parsed = parsePolicy(textOf(node, reader), { policyType });
  if (!parsed.ok) {
    for (const { path, message } of parsed.issues) {
      reader.report({ path: [...node.path, ...path] }, message);
    }
    return undefined;
  }
  const policy = parsed.value;
  if (policy.version !== '2012-10-17') {
    reader.report(node, 'expected `"Version": "2012-10-17"` in a policy of an organization');
  }
  if (policyType === 'resourceControl') checkResourceControl(policy, node, reader);
  return policy;
}

/**
 * What AWS asks of a resource control policy beyond its grammar (AWS Organizations User Guide, "RCP
 * syntax"): it only denies, and says what. Those of IAM's own actions it never binds.
 */
function checkResourceControl(policy: Policy, node: JsonNode, reader: DocumentReader): void {
  policy.statements.forEach((statement, index) => {
    const fault = resourceControlFault(statement);
    if (fault === undefined) return;
    const path = [...node.path, 'Statement', index];
    reader.report({ path }, `${fault} in a resource control policy`);
  });
}

function resourceControlFault({ effect, action }: Statement): string | undefined {
  if (effect !== 'Deny') return 'expected the Effect `Deny`, which is all that there is';
  if (action.element !== 'Action') return 'expected `Action`, found `NotAction`';
  if (action.patterns.includes('*')) return 'expected actions of a service, found `*`';
  const own = action.patterns.find((pattern) => pattern.toLowerCase().startsWith('iam:'));
  if (own !== undefined) {
    return `expected actions on resources that such a policy protects, as \`sts:AssumeRole\`, found \`${own}\``;
  }
  return undefined;
}

function textOf({ offset, length }: JsonNode, { text }: DocumentReader): string {
  return text.slice(offset, offset + length);
}

/** As the console of AWS stores a policy: what people wrote to be read does not count. */
function compact(node: JsonNode, reader: DocumentReader): string {
  return JSON.stringify(JSON.parse(textOf(node, reader)));
}
