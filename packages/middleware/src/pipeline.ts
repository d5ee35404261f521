// The way of one request: what it asks, caller, policies, context, decisions, body, audit, verdict.
import type { Allowed, Decision } from '@ostiary/evaluator';
import { authenticate, type Proof } from './authenticator.js';
import type { Caller } from './caller.js';
import { decideDemand, loadControls } from './decide-demand.js';
import { decisionRecord, type Trail } from './decision-record.js';
import { GateError } from './errors.js';
import { type DecideFurther, decideFurther } from './further-decision.js';
import { type IncomingRequest, receivedRequest } from './incoming-request.js';
import { recordRefusal } from './record-refusal.js';
import { type Refusal, refuseDecision, refuseError } from './refusal.js';
import { type GateResponse, writeRefusal } from './refusal-body.js';
import { RequestBody } from './request-body.js';
import type { RequestPlan, RequestReader } from './request-reader.js';
import type { Stages } from './stages.js';

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
      /** What else the caller may do, for a handler that has to know; each answer is recorded. */
      readonly decide: DecideFurther;
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
    const { caller, given, denied } = await decideRequest(stages, trail, request, read);
    if (denied !== undefined) {
      return await refuse(stages, trail, await refuseDecision(denied, stages.encodeDecision));
    }
    const recorded = stages.audit.record(decisionRecord(trail));
    if (recorded instanceof Promise) await recorded;
    const decisions = trail.decisions.filter((each) => each.outcome === 'allowed');
    const decide: DecideFurther = (demand) => decideFurther(stages, trail, caller, demand);
    return { allowed: true, requestId, caller, given, decisions, decide };
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
async function decideRequest<Given>(
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
      const found = loadControls(stages, demand, caller.principal);
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

async function refuse(
  stages: Stages,
  trail: Trail,
  found: Refusal,
): Promise<Extract<Verdict, { readonly allowed: false }>> {
  const { dialect, explain } = stages;
  const { requestId, request, now } = trail;
  const refusal = await recordRefusal(stages, trail, found);
  const response = writeRefusal(request, refusal, { requestId, explain, dialect, now });
  return { allowed: false, requestId, refusal, response };
}
