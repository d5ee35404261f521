// The way of one request: route, caller, policies, resource, context, decision, audit, verdict.
import { type Allowed, type Decision, evaluate } from '@ostiary/evaluator';
import { fillArnFormat, type ServiceLocation } from './arn-format.js';
import type { AuditSink } from './audit.js';
import { type Authenticator, authenticate } from './authenticator.js';
import type { Caller } from './caller.js';
import { decisionRecord, type Trail } from './decision-record.js';
import { GateError } from './errors.js';
import { gateContext } from './gate-context.js';
import type { IncomingRequest, RequestHead } from './incoming-request.js';
import type { LoadPrincipal } from './policy-cache.js';
import { type Refusal, refuseDecision, refuseError } from './refusal.js';
import { type GateResponse, writeRefusal } from './refusal-body.js';
import { checkQuery, type PathSegment, splitPath } from './request-target.js';
import type { RequestedResource, ResourceLookup } from './resource-lookup.js';
import { compileResourcePolicy } from './resource-policy.js';
import type { MatchedRule, RouteTable } from './route-table.js';
import type { ServiceDefinition } from './service-definition.js';

/** What the steps work with. */
export interface Stages {
  readonly service: ServiceDefinition;
  readonly location: ServiceLocation;
  readonly routes: RouteTable;
  readonly authenticators: readonly Authenticator[];
  readonly loadPrincipal: LoadPrincipal;
  readonly describeResource: ResourceLookup;
  readonly audit: AuditSink;
  readonly explain: boolean;
  readonly now: () => Date;
  readonly onError: (error: unknown, requestId: string) => void;
}

/** What the gate says of a request: handle it for this caller, or answer it like this. */
export type Verdict =
  | {
      readonly allowed: true;
      readonly requestId: string;
      readonly caller: Caller;
      readonly decision: Allowed;
    }
  | {
      readonly allowed: false;
      readonly requestId: string;
      readonly refusal: Refusal;
      readonly response: GateResponse;
    };

/**
 * Takes one request all the way. Whatever is thrown on it ends in a refusal: there is no path to
 * the handler but an allow that has been recorded.
 */
export async function authorizeRequest(
  stages: Stages,
  request: IncomingRequest,
  given: MatchedRule | undefined,
): Promise<Verdict> {
  const requestId = globalThis.crypto.randomUUID();
  const trail: Trail = { service: stages.service.name, requestId, now: stages.now(), request };
  try {
    const { caller, decision } = await decide(stages, trail, request, given);
    if (decision.outcome !== 'allowed') return refuse(stages, trail, refuseDecision(decision));
    await stages.audit.record(decisionRecord(trail));
    return { allowed: true, requestId, caller, decision };
  } catch (error) {
    const refusal = refuseError(error);
    if (refusal.fault === 'Receiver') stages.onError(error, requestId);
    return refuse(stages, trail, refusal);
  }
}

/** Learns step by step what the decision needs, and keeps it on the trail. */
async function decide(
  stages: Stages,
  trail: Trail,
  incoming: IncomingRequest,
  given: MatchedRule | undefined,
): Promise<{ readonly caller: Caller; readonly decision: Decision }> {
  const path = splitPath(incoming.path);
  checkQuery(incoming.query);
  const matched = given ?? findRule(stages.routes, incoming, path);
  const { action } = matched.rule;
  trail.action = action;

  const request = { ...incoming, body: await incoming.readBody() };
  const caller = await authenticate(stages.authenticators, request);
  trail.caller = caller;

  const { policies, tags: principalTags } = await stages.loadPrincipal(caller.principal);

  const requested = findResource(matched, stages.location);
  const resource = requested?.arn ?? '*';
  trail.resource = resource;
  const described = requested && (await stages.describeResource(requested));

  const { region } = stages.location;
  const context = gateContext({
    ...{ request, caller, principalTags, matched, resource, described, region },
    now: trail.now,
  });

  const resourceAccountId = described?.accountId;
  const decision = evaluate(
    {
      ...{ principal: caller.principal, action, resource, context },
      ...(resourceAccountId !== undefined && { resourceAccountId }),
    },
    { ...policies, resource: described?.policy && compileResourcePolicy(described.policy) },
  );
  trail.decision = decision;
  return { caller, decision };
}

function findRule(
  routes: RouteTable,
  request: RequestHead,
  path: readonly PathSegment[],
): MatchedRule {
  const matched = routes.find(request.method, path);
  if (matched !== undefined) return matched;
  const route = `${request.method} ${request.path}`;
  throw new GateError('AccessDenied', `no rule maps ${route} to an action`);
}

function findResource(
  { rule, parameters }: MatchedRule,
  location: ServiceLocation,
): RequestedResource | undefined {
  if (rule.resource === undefined) return undefined;
  const { type, arnFormat } = rule.resource;
  return { arn: fillArnFormat(arnFormat, location, parameters), type, parameters };
}

/** A refusal stands whether or not it can be recorded; a record that is lost is reported. */
async function refuse(stages: Stages, trail: Trail, refusal: Refusal): Promise<Verdict> {
  const { requestId, request } = trail;
  try {
    await stages.audit.record(decisionRecord(trail, refusal));
  } catch (error) {
    stages.onError(error, requestId);
  }
  const response = writeRefusal(request, refusal, { requestId, explain: stages.explain });
  return { allowed: false, requestId, refusal, response };
}
