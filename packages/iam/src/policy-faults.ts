// What AWS says of a document that it refuses, in the order in which it looks.
import type { IssueCode, JsonPath } from '@ostiary/policy';

/** Faults that AWS has one message for. */
export interface PolicyFault {
  readonly codes: readonly IssueCode[];
  /** Undefined where the message does not fit what was found; the next fault is looked at then. */
  readonly message: (found: unknown, path: JsonPath) => string | undefined;
}

/** The faults of one kind of document, those that AWS finds first before the others. */
export type PolicyFaults = readonly PolicyFault[];

const SYNTAX = 'Syntax errors in policy.';
const LEGACY = 'The policy failed legacy parsing';
const VENDOR = 'Resource vendor must be fully qualified and cannot contain regexes.';

const textOf = (found: unknown): string => (typeof found === 'string' ? found : '');

/** The messages are those that `test_iam_policies.py` of moto asserts; it was written against AWS. */
const IDENTITY: PolicyFaults = [
  {
    codes: ['UNSUPPORTED_PRINCIPAL'],
    message: () => 'Policy document should not specify a principal.',
  },
  {
    codes: ['INVALID_EFFECT'],
    message: (found) => (/^(allow|deny)$/i.test(textOf(found)) ? undefined : SYNTAX),
  },
  {
    codes: [
      'DATA_TYPE_MISMATCH',
      'DUPLICATE_KEY',
      'DUPLICATE_KEYS_WITH_DIFFERENT_CASE',
      'INVALID_CONDITION_OPERATOR',
      'INVALID_POLICY_ELEMENT',
      'INVALID_VERSION',
      'JSON_SYNTAX_ERROR',
      'MISSING_EFFECT',
      'MISSING_STATEMENT',
      'NULL_WITH_IF_EXISTS',
      'TOO_DEEP',
      'UNSUPPORTED_ELEMENT_COMBINATION',
    ],
    message: () => SYNTAX,
  },
  { codes: ['INVALID_EFFECT', 'INVALID_CONDITION_VALUE'], message: () => LEGACY },
  {
    codes: ['MISSING_ARN_FIELD'],
    message: (found) => (textOf(found).split(':').length > 3 ? LEGACY : undefined),
  },
  {
    codes: ['UNIQUE_SIDS_REQUIRED'],
    message: () => 'Statement IDs (SID) in a single policy must be unique.',
  },
  { codes: ['MISSING_ACTION'], message: () => 'Policy statement must contain actions.' },
  { codes: ['INVALID_ARN_PREFIX'], message: (found) => describeArnPrefix(textOf(found)) },
  { codes: ['MISSING_ARN_FIELD', 'INVALID_SERVICE_IN_ARN'], message: () => VENDOR },
  {
    codes: ['INVALID_ACTION', 'INVALID_SERVICE_IN_ACTION'],
    message: (found) => describeAction(textOf(found)),
  },
  { codes: ['MISSING_RESOURCE'], message: () => 'Policy statement must contain resources.' },
];

/** Trust policies, as recordings of AWS have them; what those lack is said in our words. */
const TRUST: PolicyFaults = [
  { codes: ['JSON_SYNTAX_ERROR'], message: () => 'This policy contains invalid Json' },
  {
    codes: ['ROLE_TRUST_POLICY_SYNTAX_ERROR_RESOURCE'],
    message: (_, path) => `Has prohibited field ${path.at(-1)}`,
  },
  { codes: ['MISSING_PRINCIPAL'], message: () => 'Missing required field Principal' },
  {
    codes: [
      'INVALID_PRINCIPAL_FORMAT',
      'INVALID_PRINCIPAL_KEY',
      'UNSUPPORTED_WILDCARD_IN_PRINCIPAL',
      'VARIABLE_UNSUPPORTED_IN_ELEMENT',
    ],
    message: (found, path) => {
      const key = path.findLast((step) => typeof step === 'string');
      return path.includes('Principal') && typeof found === 'string'
        ? invalidPrincipal(String(key), found)
        : undefined;
    },
  },
];

/** By kind of document; session policies have no messages of AWS that we know. */
export const POLICY_FAULTS: {
  readonly [Kind in 'managed' | 'inline' | 'trust' | 'session']: PolicyFaults;
} = { managed: IDENTITY, inline: IDENTITY, trust: TRUST, session: [] };

/** What AWS says of a principal that a trust policy cannot name. */
export function invalidPrincipal(key: string, value: string): string {
  const shown = key === 'AWS' ? key : key.toUpperCase();
  return `Invalid principal in policy: "${shown}":"${value}"`;
}

/** AWS takes whatever stands before the first colon for `arn`, and a part that is missing for `*`. */
function describeArnPrefix(resource: string): string {
  const [, partition, ...rest] = resource.split(':');
  if (partition === undefined) return `Resource ${resource} must be in ARN format or "*".`;
  const given = rest.length > 4 ? [...rest.slice(0, 3), rest.slice(3).join(':')] : rest;
  const parts = [...given, ...Array<string>(4).fill('*')].slice(0, 4);
  return `Partition "${partition}" is not valid for resource "arn:${partition}:${parts.join(':')}".`;
}

function describeAction(action: string): string | undefined {
  const [vendor = '', ...rest] = action.split(':');
  if (rest.length === 0) {
    return 'Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.';
  }
  if (rest.length > 1) return 'Actions/Condition can contain only one colon.';
  return /^[a-z0-9-]+$/i.test(vendor) ? undefined : `Vendor ${vendor} is not valid`;
}
