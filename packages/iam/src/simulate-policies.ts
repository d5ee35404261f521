// The simulator: what the evaluator would decide, and by which statements.
import type { OutputOf } from '@ostiary/api';
import {
  type AuthorizationRequest,
  type CompiledStatement,
  compile,
  type Decision,
  evaluate,
  findMatched,
  type RequestContext,
} from '@ostiary/evaluator';
import { type AccountId, isArn, type Policy, type Principal } from '@ostiary/policy';
import { contextKeysOf } from './context-keys.js';
import { IamError } from './errors.js';
import { findStatement, type SimulatedPolicy } from './simulated-policy.js';

type Result = NonNullable<OutputOf<'SimulateCustomPolicy'>['EvaluationResults']>[number];
type ResourceResult = NonNullable<Result['ResourceSpecificResults']>[number];

/** Who would ask, under which policies, with what around the request. */
export interface Simulation {
  readonly principal: Principal;
  readonly identity: readonly SimulatedPolicy[];
  /** Null without a boundary. */
  readonly permissionsBoundary: readonly SimulatedPolicy[] | null;
  /** The levels of the organization, root first; null where it has no say. */
  readonly serviceControl: readonly (readonly SimulatedPolicy[])[] | null;
  readonly resource: SimulatedPolicy | undefined;
  readonly resourceAccountId: AccountId | undefined;
  readonly context: RequestContext;
}

/** The decision on one resource. */
interface Simulated {
  readonly resource: string;
  readonly decision: Decision;
}

/**
 * Simulates one action on resources (IAM API Reference, "SimulateCustomPolicy",
 * "EvaluationResult"). Of several resources each has a result of its own, and all together are
 * allowed when each is, and explicitly denied when one is.
 *
 * @throws IamError InvalidInput for what is no action or no resource
 */
export function simulateAction(
  action: string,
  resources: readonly string[],
  simulation: Simulation,
): Result {
  checkAction(action);
  const simulated = resources.map((resource) => simulate(action, resource, simulation));
  const results = simulated.map((each) => describeResource(each, simulation));
  const missing = missingKeys(simulation);
  const [only, ...others] = results;
  const isOne = only !== undefined && others.length === 0;
  return {
    EvalActionName: action,
    EvalResourceName: isOne ? only.EvalResourceName : '*',
    EvalDecision: summarize(results.map(({ EvalResourceDecision }) => EvalResourceDecision)),
    MatchedStatements: isOne ? (only.MatchedStatements ?? []) : [],
    MissingContextValues: missing,
    ...(isOne && only.EvalDecisionDetails && { EvalDecisionDetails: only.EvalDecisionDetails }),
    ...describeOrganization(simulated, simulation),
    ...(isOne &&
      only.PermissionsBoundaryDecisionDetail && {
        PermissionsBoundaryDecisionDetail: only.PermissionsBoundaryDecisionDetail,
      }),
    ResourceSpecificResults: results,
  };
}

function simulate(action: string, resource: string, simulation: Simulation): Simulated {
  if (resource !== '*' && !isArn(resource)) {
    throw new IamError('InvalidInput', `Invalid resource: ${resource}`);
  }
  const { principal, identity, permissionsBoundary, serviceControl, resourceAccountId } =
    simulation;
  const request: AuthorizationRequest = {
    ...{ principal, action, resource, context: simulation.context },
    ...(resourceAccountId !== undefined && { resourceAccountId }),
  };
  const decision = evaluate(request, {
    identity: compile(identity, 'identity'),
    permissionsBoundary: permissionsBoundary
      ? compile(permissionsBoundary, 'permissionsBoundary')
      : undefined,
    serviceControl: serviceControl?.map((level) => compile(level, 'serviceControl')),
    resource: simulation.resource && compile([simulation.resource], 'resource'),
  });
  return { resource, decision };
}

function describeResource(
  { resource, decision }: Simulated,
  simulation: Simulation,
): ResourceResult {
  const { permissionsBoundary, resource: resourcePolicy } = simulation;
  return {
    EvalResourceName: resource,
    EvalResourceDecision: decision.outcome,
    MatchedStatements: findMatched(decision).flatMap((statement) =>
      describeStatement(statement, simulation),
    ),
    MissingContextValues: missingKeys(simulation),
    ...(resourcePolicy !== undefined && {
      EvalDecisionDetails: {
        'IAM Policy': decideAlone(decision, simulation.identity),
        'Resource Policy': decideByResource(decision, resourcePolicy),
      },
    }),
    ...(permissionsBoundary !== null && {
      PermissionsBoundaryDecisionDetail: {
        AllowedByPermissionsBoundary: decideAlone(decision, permissionsBoundary) === 'allowed',
      },
    }),
  };
}

/** A statement by its policy and place; that of a boundary or an organization is told by their details. */
function describeStatement(
  { policyType, policy, index }: CompiledStatement,
  { identity, resource }: Simulation,
): NonNullable<Result['MatchedStatements']> {
  const source = [...identity, ...(resource ? [resource] : [])].find((each) => each === policy);
  if (source === undefined) return [];
  return [
    {
      SourcePolicyId: source.name,
      SourcePolicyType: policyType === 'resource' ? 'Resource Policy' : 'IAM Policy',
      ...findStatement(source.document, index),
    },
  ];
}

function describeOrganization(
  simulated: readonly Simulated[],
  { serviceControl }: Simulation,
): Pick<Result, 'OrganizationsDecisionDetail'> {
  if (serviceControl === null) return {};
  const AllowedByOrganizations = simulated.every(({ decision }) =>
    serviceControl.every((level) => decideAlone(decision, level) === 'allowed'),
  );
  return { OrganizationsDecisionDetail: { AllowedByOrganizations } };
}

/** What some policies would decide if there were no others. */
function decideAlone(
  { request: { resourceAccountId: _, ...request } }: Decision,
  policies: readonly SimulatedPolicy[],
): Decision['outcome'] {
  const { principal } = request;
  // Without an account of its own the resource is the caller's: what it grants itself is not asked.
  const own = 'accountId' in principal ? principal.accountId : undefined;
  return evaluate(
    { ...request, ...(own !== undefined && { resourceAccountId: own }) },
    { identity: compile(policies, 'identity') },
  ).outcome;
}

function decideByResource({ request }: Decision, policy: SimulatedPolicy): Decision['outcome'] {
  const identity = compile([EVERYTHING], 'identity');
  const resource = compile([policy], 'resource');
  return evaluate(request, { identity, resource, resourceMustGrant: true }).outcome;
}

const EVERYTHING: { readonly name: string; readonly policy: Policy } = {
  name: 'everything',
  policy: {
    version: '2012-10-17',
    id: undefined,
    statements: [
      {
        sid: undefined,
        effect: 'Allow',
        principal: undefined,
        action: { element: 'Action', patterns: ['*'] },
        resource: { element: 'Resource', patterns: ['*'] },
        conditions: [],
      },
    ],
  },
};

function summarize(outcomes: readonly string[]): string {
  if (outcomes.includes('explicitDeny')) return 'explicitDeny';
  return outcomes.every((outcome) => outcome === 'allowed') ? 'allowed' : 'implicitDeny';
}

/** The keys that the policies ask for and the request has not. */
function missingKeys(simulation: Simulation): readonly string[] {
  const { identity, permissionsBoundary, serviceControl, resource, context } = simulation;
  const policies = [
    ...identity,
    ...(permissionsBoundary ?? []),
    ...(serviceControl ?? []).flat(),
    ...(resource ? [resource] : []),
  ];
  return contextKeysOf(policies.map(({ policy }) => policy)).filter(
    (key) => !context.has(key.toLowerCase()),
  );
}

function checkAction(action: string): void {
  if (/^[a-z0-9-]+:[\w-]+$/i.test(action)) return;
  throw new IamError('InvalidInput', `Invalid Action: ${action}`);
}
