// One question from flags and files, and its answer for a person.
import {
  type ApplicablePolicies,
  type AuthorizationRequest,
  type Decision,
  evaluate,
} from '@ostiary/evaluator';
import { describeDecision } from './describe-decision.js';
import { CaseError, UsageError } from './errors.js';
import { formatDecision } from './format-decision.js';
import { parseRequest } from './parse-request.js';
import { PolicyFiles } from './policy-files.js';
import { type PrincipalOptions, principalFromOptions } from './principal-from-options.js';
import { compileResourcePolicy, resourcePolicyType } from './resource-policy-rule.js';
import { printable, type Terminal, write } from './terminal.js';

/** The flags of `ostiary simulate`. */
export interface SimulateOptions extends PrincipalOptions {
  readonly action?: string;
  readonly resource?: string;
  readonly resourceAccount?: string;
  readonly context?: readonly string[];
  readonly identityPolicy?: readonly string[];
  readonly resourcePolicy?: string;
  readonly permissionsBoundary?: readonly string[];
  readonly sessionPolicy?: readonly string[];
  readonly serviceControlPolicy?: readonly string[];
  readonly resourceControlPolicy?: readonly string[];
  readonly endpointPolicy?: readonly string[];
  readonly json?: true;
}

/**
 * Decides what the flags ask, and prints the decision with its explanation.
 *
 * @throws UsageError when a flag or file cannot be understood
 */
export async function simulateOnce(
  options: SimulateOptions,
  terminal: Terminal,
): Promise<Decision['outcome']> {
  const request = readRequest(options);
  const files = new PolicyFiles(terminal);
  const decision = evaluate(request, await readPolicies(options, request, files));
  const text = options.json
    ? JSON.stringify(describeDecision(decision), null, 2)
    : formatDecision(decision);
  await write(terminal.stdout, `${text}\n`);
  return decision.outcome;
}

function readRequest(options: SimulateOptions): AuthorizationRequest {
  const { action, resource = '*', resourceAccount, context = [] } = options;
  if (options.principal === undefined && options.principalType !== 'Anonymous') {
    throw new UsageError('ostiary: expected `--principal`, or `--batch`; `--help` tells more');
  }
  if (action === undefined) throw new UsageError('ostiary: expected `--action`, found none');
  const principal = principalFromOptions(options);
  try {
    return parseRequest(
      { principal, action, resource, resourceAccount, context: readContext(context) },
      [],
    );
  } catch (error) {
    if (error instanceof CaseError) throw new UsageError(`ostiary: ${printable(error.message)}`);
    throw error;
  }
}

/** `KEY=VALUE` of each flag; a key that is given again has several values. */
function readContext(entries: readonly string[]): Readonly<Record<string, readonly string[]>> {
  const context = new Map<string, readonly string[]>();
  for (const entry of entries) {
    const equals = entry.indexOf('=');
    if (equals < 1) {
      const found = printable(entry);
      throw new UsageError(`ostiary: expected \`--context KEY=VALUE\`, found \`${found}\``);
    }
    const key = entry.slice(0, equals);
    context.set(key, [...(context.get(key) ?? []), entry.slice(equals + 1)]);
  }
  return Object.fromEntries(context);
}

async function readPolicies(
  options: SimulateOptions,
  request: AuthorizationRequest,
  files: PolicyFiles,
): Promise<ApplicablePolicies> {
  const { resourcePolicy } = options;
  const owned =
    resourcePolicy === undefined
      ? undefined
      : await files.read(resourcePolicy, resourcePolicyType(request));
  return {
    identity: await files.readSet(options.identityPolicy, 'identity'),
    ...compileResourcePolicy(owned, request),
    permissionsBoundary: await files.readSet(options.permissionsBoundary, 'permissionsBoundary'),
    session: await files.readSet(options.sessionPolicy, 'session'),
    serviceControl: await files.readLevels(options.serviceControlPolicy, 'serviceControl'),
    resourceControl: await files.readLevels(options.resourceControlPolicy, 'resourceControl'),
    endpoint: await files.readSet(options.endpointPolicy, 'endpoint'),
  };
}
