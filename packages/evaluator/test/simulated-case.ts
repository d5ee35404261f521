// One case in the shape that `ostiary simulate --batch` reads, as a request and its policies.
import {
  type AccountId,
  type Arn,
  type Policy,
  type PolicyType,
  type Principal,
  parsePolicy,
} from '@ostiary/policy';
import {
  type ApplicablePolicies,
  type AuthorizationRequest,
  compile,
  createRequestContext,
  type Decision,
  type PolicySet,
  principalContext,
} from '../src/index.js';

/**
 * Who calls, as one flat object; `arn` is the name of a service, the id of a canonical user, the
 * ARN or host name of an identity provider.
 */
export interface SimulatedPrincipal {
  readonly type: Principal['type'];
  readonly arn: string | null;
  readonly roleArn?: string;
  readonly userArn?: string;
}

/** A request and its policies; a type that is null or absent does not apply. */
export interface SimulatedCase {
  readonly request: {
    readonly principal: SimulatedPrincipal;
    readonly action: string;
    readonly resource: string;
    readonly resourceAccount?: string;
    readonly context: Readonly<Record<string, string | readonly string[]>>;
  };
  readonly identityPolicies?: readonly unknown[] | null;
  readonly resourcePolicy?: unknown;
  readonly permissionsBoundaries?: readonly unknown[] | null;
  readonly sessionPolicies?: readonly unknown[] | null;
  readonly serviceControlPolicies?: readonly (readonly unknown[])[] | null;
  readonly resourceControlPolicies?: readonly (readonly unknown[])[] | null;
  readonly endpointPolicies?: readonly unknown[] | null;
}

/** The request and the compiled policies of a case; throws when a document does not parse. */
export function simulate(given: SimulatedCase): {
  readonly request: AuthorizationRequest;
  readonly policies: ApplicablePolicies;
} {
  const principal = principalOf(given.request.principal);
  const { action, resource, resourceAccount, context } = given.request;
  const set = (key: keyof SimulatedCase, type: PolicyType): PolicySet | undefined => {
    const documents = given[key] as readonly unknown[] | null | undefined;
    return documents ? compileAll(documents, key, type) : undefined;
  };
  const levels = (key: keyof SimulatedCase, type: PolicyType): readonly PolicySet[] | undefined => {
    const found = given[key] as readonly (readonly unknown[])[] | null | undefined;
    return found?.map((documents, level) => compileAll(documents, `${key}[${level}]`, type));
  };
  const isRole = /^arn:[^:]+:iam::\d{12}:role\//.test(resource);
  return {
    request: {
      principal,
      action,
      resource,
      ...(resourceAccount && { resourceAccountId: resourceAccount as AccountId }),
      context: createRequestContext([...principalContext(principal), ...Object.entries(context)]),
    },
    policies: {
      identity: set('identityPolicies', 'identity'),
      permissionsBoundary: set('permissionsBoundaries', 'permissionsBoundary'),
      session: set('sessionPolicies', 'session'),
      serviceControl: levels('serviceControlPolicies', 'serviceControl'),
      resourceControl: levels('resourceControlPolicies', 'resourceControl'),
      endpoint: set('endpointPolicies', 'endpoint'),
      resource: given.resourcePolicy
        ? compileOne(given.resourcePolicy, isRole ? 'trust' : 'resource')
        : undefined,
    },
  };
}

function compileAll(documents: readonly unknown[], key: string, type: PolicyType): PolicySet {
  const policies = documents.map((document, index) => ({
    name: `${key}[${index}]`,
    policy: parse(document, type),
  }));
  return compile(policies, type);
}

function compileOne(document: unknown, type: PolicyType): PolicySet {
  return compile([{ name: 'resourcePolicy', policy: parse(document, type) }], type);
}

function parse(document: unknown, policyType: PolicyType): Policy {
  const parsed = parsePolicy(document, { policyType });
  if (!parsed.ok) throw new TypeError(parsed.issues.map(({ message }) => message).join('; '));
  return parsed.value;
}

/** The principal that a flat object stands for. */
function principalOf({ type, arn, roleArn, userArn }: SimulatedPrincipal): Principal {
  const text = (arn ?? '') as Arn;
  const accountId = (text.split(':')[4] ?? '') as AccountId;
  const name = text.slice(text.lastIndexOf('/') + 1);
  switch (type) {
    case 'User':
      return { type, arn: text, accountId, userName: name };
    case 'AssumedRole':
      return { type, arn: text, accountId, roleArn: roleArn as Arn, sessionName: name };
    case 'FederatedUser':
      return { type, arn: text, accountId, userArn: userArn as Arn };
    case 'Role':
    case 'Root':
      return { type, arn: text, accountId };
    case 'Federated':
      return accountId === '' ? { type, provider: text } : { type, provider: text, accountId };
    case 'Service':
      return { type, service: text };
    case 'CanonicalUser':
      return { type, canonicalId: text };
    case 'Anonymous':
      return { type };
  }
}

/** A decision as plain data: what decided it, by name. */
export function describeDecision(decision: Decision): {
  readonly decision: Decision['outcome'];
  readonly by?: unknown;
  readonly missing?: PolicyType;
} {
  if (decision.outcome === 'implicitDeny') {
    return { decision: decision.outcome, missing: decision.missing };
  }
  const { outcome, by } = decision;
  if (by === 'root') return { decision: outcome, by };
  const place = by.sid === undefined ? { statement: by.index + 1 } : { sid: by.sid };
  return { decision: outcome, by: { policy: by.policy.name, ...place } };
}
