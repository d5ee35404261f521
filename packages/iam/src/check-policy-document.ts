// A policy document that is about to be stored: understood, or refused in AWS's words.
import { type Issue, type JsonPath, type Policy, parsePolicy } from '@ostiary/policy';
import { checkTrustActions } from './check-trust-actions.js';
import { IamError } from './errors.js';
import { findIamResourceFault } from './find-iam-resource-fault.js';
import { POLICY_FAULTS, type PolicyFaults } from './policy-faults.js';

/** What is stored with a document: managed and inline policies, the trust policy of a role, a session policy. */
export type PolicyDocumentKind = 'managed' | 'inline' | 'trust' | 'session';

const POLICY_TYPES = {
  managed: 'identity',
  inline: 'identity',
  trust: 'trust',
  session: 'session',
} as const;

/**
 * Parses a document that is put into IAM or passed to STS.
 *
 * Where AWS has a message for what is wrong, it is answered, for the fault that AWS would name
 * first; else the first of ours, with its place.
 *
 * @throws IamError MalformedPolicyDocument
 */
export function checkPolicyDocument(document: string, kind: PolicyDocumentKind): Policy {
  const parsed = parsePolicy(document, { policyType: POLICY_TYPES[kind] });
  if (!parsed.ok) {
    throw malformed(describeIssues(parsed.issues, document, POLICY_FAULTS[kind]));
  }
  const policy = parsed.value;
  // Managed policies came with the version of 2012 and take no older one.
  if (kind === 'managed' && policy.version !== '2012-10-17') throw malformed(OLD_VERSION);
  if (kind === 'trust') checkTrustActions(policy);
  const fault = findIamResourceFault(policy);
  if (fault !== undefined) throw malformed(fault);
  return policy;
}

/** The size of a document as quotas count it: characters, but no white space. */
export function policySize(document: string): number {
  return document.replaceAll(/\s/g, '').length;
}

const OLD_VERSION = 'Policy document must be version 2012-10-17 or greater.';

function malformed(message: string): IamError {
  return new IamError('MalformedPolicyDocument', message);
}

function describeIssues(issues: readonly Issue[], document: string, faults: PolicyFaults): string {
  for (const { codes, message } of faults) {
    for (const issue of issues) {
      if (!codes.includes(issue.code)) continue;
      const found = message(valueAt(document, issue.path), issue.path);
      if (found !== undefined) return found;
    }
  }
  const [first] = issues;
  return first === undefined
    ? 'Syntax errors in policy.'
    : `${first.message} (line ${first.line}, column ${first.column})`;
}

/** What stands at a path, where the document is JSON. */
function valueAt(document: string, path: JsonPath): unknown {
  try {
    return path.reduce<unknown>(
      (value, step) =>
        typeof value === 'object' && value !== null && Object.hasOwn(value, step)
          ? Object.entries(value).find(([key]) => key === String(step))?.[1]
          : undefined,
      JSON.parse(document),
    );
  } catch {
    return undefined;
  }
}
