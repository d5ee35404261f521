// The way of one request: what it asks, caller, policies, context, decisions, body, audit, verdict.
import {
  type Allowed,
  type ApplicablePolicies,
  type Decision,
  evaluate,
  isServiceLinkedRole,
} from '@ostiary/evaluator';
import type { ServiceLocation } from './arn-format.js';
import type { AuditSink } from './audit.js';
import {
  type Authenticator,
  authenticate,
  type FormAuthenticator,
  type Proof,
} from './authenticator.js';
import type { Caller } from './caller.js';
import { decisionRecord, type Trail } from './decision-record.js';
import type { DialectRules } from './dialect.js';
import { GateError } from './errors.js';
import { gateContext } from './gate-context.js';
import { type IncomingRequest, receivedRequest } from './incoming-request.js';
import type { LoadPrincipal, PrincipalRecord } from './policy-cache.js';
import {
  type EncodeDecision,
  type Refusal,
  refusalIn,
  refuseDecision,
  refuseError,
} from './refusal.js';
import { type GateResponse, writeRefusal } from './refusal-body.js';
import { RequestBody } from './request-body.js';
import type { Demand, RequestPlan, RequestReader } from './request-reader.js';
import { findResourceAccount } from './resource-account.js';
import type { ResourceControlCache, ResourceControlRecord } from './resource-control-cache.js';
import { resourcePolicies } from './resource-policy.js';
import type { ResolveProxies } from './trusted-proxies.js';

/** What the steps work with. */
export interface Stages {
  readonly service: string;
  readonly location: ServiceLocation;
  readonly dialect: DialectRules;
  readonly resolveProxies: ResolveProxies;
  readonly maxBodyBytes: number;
  readonly authenticators: readonly Authenticator[];
  readonly authenticateForm: FormAuthenticator;
  readonly loadPrincipal: LoadPrincipal;
  /** Undefined where no organization is known. */
  readonly loadResourceControls: ResourceControlCache['load'] | undefined;
  readonly audit: AuditSink;
  readonly explain: boolean;
  readonly encodeDecision: EncodeDecision | undefined;
  readonly now: () => Date;
  readonly onError: (error: unknown, requestId: string) => void;
}

/** What the gate says of a request: handle it for this caller, or answer it like this. */
export type Verdict<Given = unknown> =
  | {
      readonly allowed: true;
      readonly requestId: string;
      readonly caller: Caller;
      /** What was read of the request while it was decided on. */
      readonly given: Given;
      /** One for each demand; none where nothing had to be allowed. */
      readonly decisions: readonly Allowed[];
    }
  | {
      readonly allowed: false;
      readonly requestId: string;
      readonly refusal: Refusal;
      readonly response: GateResponse;
    };

/**
 * Takes one request all the way. Whatever is thrown on it ends in a refusal: there is no path to
 * the handler but allows that have been recorded.
 */
export async function authorizeRequest<Given>(
  stages: Stages,
  received: IncomingRequest,
  read: RequestReader<Given>,
): Promise<Verdict<Given>> {
  const requestId = globalThis.crypto.randomUUID();
  const trail: Trail = {
    service: stages.service,
    region: stages.location.region,
    requestId,
    now: stages.now(),
    request: received,
    action: undefined,
    caller: undefined,
    resource: undefined,
    decisions: [],
  };
  try {
    const request = stages.resolveProxies(received);
    trail.request = request;
    const { caller, given, denied } = await decide(stages, trail, request, read);
    if (denied !== undefined) {
      return await refuse(stages, trail, await refuseDecision(denied, stages.encodeDecision));
    }
    const recorded = stages.audit.record(decisionRecord(trail));
    if (recorded instanceof Promise) await recorded;
    const decisions = trail.decisions.filter((each) => each.outcome === 'allowed');
    return { allowed: true, requestId, caller, given, decisions };
  } catch (error) {
    const refusal = refuseError(error);
    if (refusal.fault === 'Receiver') stages.onError(error, requestId);
    return refuse(stages, trail, refusal);
  }
}

/** What became of a request: who asks, what was read of it, and the first decision against it. */
interface Decided<Given> {
  readonly caller: Caller;
  readonly given: Given;
  readonly denied?: Exclude<Decision, Allowed>;
}

/**
 * Learns step by step what the decisions need, and keeps it on the trail. Most of it is at hand, as in
 * a cache; an await costs as much as a small step, so it is only where there is something to wait for.
 */
async function decide<Given>(
  stages: Stages,
  trail: Trail,
  incoming: IncomingRequest,
  read: RequestReader<Given>,
): Promise<Decided<Given>> {
  const plan = read(incoming);
  trail.action = plan.action;

  if (plan.form !== undefined) return decideForm(stages, trail, { incoming, plan }, plan.form);
  const proof = await authenticate(stages.authenticators, incoming, plan.terms, trail.now);
  return decideProven(stages, trail, { incoming, plan, proof });
}

interface Planned<Given> {
  readonly incoming: IncomingRequest;
  readonly plan: RequestPlan<Given>;
}

/** The file of a form is held up until it is decided who is to have it. */
async function decideForm<Given>(
  stages: Stages,
  trail: Trail,
  { incoming, plan }: Planned<Given>,
  { bucket }: { readonly bucket: string },
): Promise<Decided<Given>> {
  const proof = await stages.authenticateForm(incoming, plan.terms, trail.now, bucket);
  try {
    const decided = await decideProven(stages, trail, { incoming, plan, proof });
    if (decided.denied !== undefined) proof.form?.discard();
    return decided;
  } catch (error) {
    proof.form?.discard();
    throw error;
  }
}

async function decideProven<Given>(
  stages: Stages,
  trail: Trail,
  { incoming, plan, proof }: Planned<Given> & { readonly proof: Proof },
): Promise<Decided<Given>> {
  const { caller } = proof;
  trail.caller = caller;
  const known = stages.loadPrincipal(caller.principal);
  const subject = known instanceof Promise ? await known : known;

  const body = new RequestBody(incoming, proof, stages.maxBodyBytes);
  const verified = plan.body === 'first' ? await body.whole() : undefined;
  const answer = plan.ask(receivedRequest(incoming, verified, proof.form?.fields), caller);
  const asked = 'then' in answer ? await answer : answer;
  trail.action = asked.action;

  if ('demands' in asked) {
    for (const demand of asked.demands) {
      trail.resource = demand.resource;
      const { loadResourceControls } = stages;
      const owner = loadResourceControls && findResourceAccount(demand, caller.principal);
      const found = owner && loadResourceControls?.(owner);
      const controls = found instanceof Promise ? await found : found;
      const decision = decideDemand(stages, trail, { caller, subject, demand, controls });
      trail.decisions.push(decision);
      if (decision.outcome !== 'allowed') return { caller, given: asked.given, denied: decision };
    }
    if (trail.decisions.length === 0) throw new TypeError('a request that demands nothing');
  } else if (caller.principal.type === 'Anonymous' && !asked.anonymous) {
    throw new GateError('MissingAuthenticationToken', 'the request is not signed');
  }
  const delivered = body.deliver(plan.body === 'stream' ? 'stream' : 'whole');
  if (delivered !== undefined) await delivered;
  return { caller, given: asked.given };
}

interface Question {
  readonly caller: Caller;
  readonly subject: PrincipalRecord;
  readonly demand: Demand;
  /** What the organization says of the account that owns the resource. */
  readonly controls: ResourceControlRecord | undefined;
}

function decideDemand(stages: Stages, trail: Trail, question: Question): Decision {
  const { caller, subject, demand, controls } = question;
  const { action, resource, described } = demand;
  const { region } = stages.location;
  const { request, now } = trail;
  const { principal } = caller;
  const { tags: principalTags, organization } = subject;
  const organizations = { principal: organization, resource: controls?.organization };
  const facts = { request, caller, demand, region, now, principalTags, organizations };
  const context = gateContext(facts);
  const asked = { principal, action, resource, context };
  const owner = described?.accountId;
  return evaluate(
    owner === undefined ? asked : { ...asked, resourceAccountId: owner },
    bindResource(subject.policies, question),
  );
}

/** The policies of the caller, and those of the resource and of the account that owns it. */
function bindResource(
  policies: ApplicablePolicies,
  { caller, demand: { described }, controls }: Question,
): ApplicablePolicies {
  const found = controls?.resourceControl;
  const above = found && !isServiceLinkedRole(caller.principal) ? found : undefined;
  if (described === undefined && above === undefined) return policies;
  const own = resourcePolicies(described);
  if (above === undefined) return { ...policies, ...own };
  return { ...policies, ...own, resourceControl: [...above, ...(own.resourceControl ?? [])] };
}

/** A refusal stands whether or not it can be recorded; a record that is lost is reported. */
async function refuse(
  stages: Stages,
  trail: Trail,
  found: Refusal,
): Promise<Extract<Verdict, { readonly allowed: false }>> {
  const { dialect, explain } = stages;
  const { requestId, request, now } = trail;
  const refusal = refusalIn(dialect, found, request);
  try {
    await stages.audit.record(decisionRecord(trail, refusal));
  } catch (error) {
    stages.onError(error, requestId);
  }
  const response = writeRefusal(request, refusal, { requestId, explain, dialect, now });
  return { allowed: false, requestId, refusal, response };
}
