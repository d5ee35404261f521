// The managed policies in a service definition, read and held to what a service may contribute.
import { validateInput } from '@ostiary/api/validate-input';
import { findForeignAction } from '@ostiary/policy';
import { checkPolicyDocument, policySize } from './check-policy-document.js';
import { IamError } from './errors.js';
import type { Quotas } from './quotas.js';

/** A managed policy that a service contributes. */
export interface ContributedPolicy {
  readonly policyName: string;
  readonly path: string;
  readonly description: string | undefined;
  /** The document as text. */
  readonly document: string;
}

/** Deeper than any policy in a definition is nested. */
const MAX_DEPTH = 32;

/** The members that say what a policy is. */
const MEMBERS: ReadonlySet<string> = new Set(['path', 'description', 'document']);

/**
 * Reads `managedPolicies` of a service definition. A service is trusted with no more than itself: its
 * policies are about its own actions, allowed or denied, and begin with its own name, so that none
 * passes for one of the deployment or of another service.
 *
 * @throws IamError ValidationError, MalformedPolicyDocument, LimitExceeded
 */
export function readContributedPolicies(
  definition: string,
  serviceName: string,
  quotas: Quotas,
): readonly ContributedPolicy[] {
  const { managedPolicies = {} } = objectIn(parseJson(definition), 'a service definition');
  if (isDeeper(managedPolicies, MAX_DEPTH)) {
    throw invalid('the managed policies of a service are not nested that deeply');
  }
  return Object.entries(objectIn(managedPolicies, '`managedPolicies`')).map(([name, value]) =>
    readPolicy(name, value, serviceName, quotas),
  );
}

function readPolicy(
  policyName: string,
  value: unknown,
  serviceName: string,
  { PolicySizeQuota }: Quotas,
): ContributedPolicy {
  const what = `the managed policy \`${policyName}\``;
  const members = objectIn(value, what);
  const unknown = Object.keys(members).find((member) => !MEMBERS.has(member));
  if (unknown !== undefined) throw invalid(`${what} has a member \`${unknown}\``);
  const { path = '/', description } = members;
  if (typeof path !== 'string' || !['string', 'undefined'].includes(typeof description)) {
    throw invalid(`${what} has a path or a description that is no text`);
  }
  const document = JSON.stringify(objectIn(members.document, `the document of ${what}`), null, 2);
  const policy = { policyName, path, description: description as string | undefined, document };
  checkForm(policy);
  if (!isNamedAfter(policyName, serviceName)) {
    throw invalid(
      `${what} does not begin with the name of the service, such as \`${exampleName(serviceName)}\``,
    );
  }
  if (policySize(document) > PolicySizeQuota) {
    throw new IamError('LimitExceeded', `Cannot exceed quota for PolicySize: ${PolicySizeQuota}`);
  }
  const foreign = findForeignAction(checkPolicyDocument(document, 'managed'), serviceName);
  if (foreign === undefined) return policy;
  throw invalid(`${what} is about actions of \`${serviceName}\` alone, found \`${foreign}\``);
}

/** As CreatePolicy does: characters and lengths. */
function checkForm({ policyName, path, description, document }: ContributedPolicy): void {
  const message = validateInput('CreatePolicy', {
    ...{ PolicyName: policyName, Path: path, PolicyDocument: document },
    ...(description !== undefined && { Description: description }),
  });
  if (message !== undefined) throw invalid(`the managed policy \`${policyName}\`: ${message}`);
}

/** `NotesReadOnlyAccess` is named after `notes`, and `object-store` has `ObjectStore…`; `Notes` is not after `no`. */
function isNamedAfter(policyName: string, serviceName: string): boolean {
  const prefix = serviceName.replaceAll('-', '');
  const rest = policyName.slice(prefix.length);
  return policyName.toLowerCase().startsWith(prefix) && !/^[a-z]/.test(rest);
}

function exampleName(serviceName: string): string {
  const words = serviceName.split('-').map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  return `${words.join('')}ReadOnlyAccess`;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw invalid('a service definition is JSON');
  }
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((each) => isDeeper(each, levels - 1));
}

function objectIn(value: unknown, what: string): Readonly<Record<string, unknown>> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return value as Readonly<Record<string, unknown>>;
  }
  throw invalid(`expected ${what} to be an object`);
}

function invalid(message: string): IamError {
  return new IamError('ValidationError', message);
}
