// The way of one request: what it asks, caller, policies, context, decisions, body, audit, verdict.
import type { Allowed, Decision } from '@ostiary/evaluator';
import { authenticate, type Proof } from './authenticator.js';
import type { Caller } from './caller.js';
import { decideDemand, loadControls, type Question } from './decide-demand.js';
import { decisionRecord, type Trail } from './decision-record.js';
import { GateError } from './errors.js';
import { type DecideFurther, decideFurther } from './further-decision.js';
import { type IncomingRequest, receivedRequest } from './incoming-request.js';
import { recordRefusal } from './record-refusal.js';
import { type Refusal, refuseDecision, refuseError } from './refusal.js';
import { type GateResponse, writeRefusal } from './refusal-body.js';
import { RequestBody } from './request-body.js';
import type { Asked, Demand, RequestPlan, RequestReader } from './request-reader.js';
import type { Stages } from './stages.js';
import { whenThere } from './when-there.js';

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
 * Takes one request all the way, at once where nothing has to be waited for. Whatever is thrown on it
 * ends in a refusal: there is no path to the handler but allows that have been recorded.
 */
export function authorizeRequest<Given>(
  stages: Stages,
  received: IncomingRequest,
  read: RequestReader<Given>,
): Verdict<Given> | Promise<Verdict<Given>> {
  const trail: Trail = {
    service: stages.service,
    region: stages.location.region,
    requestId: globalThis.crypto.randomUUID(),
    now: stages.now(),
    request: received,
    action: undefined,
    caller: undefined,
    resource: undefined,
    decisions: [],
  };
  const fail = (error: unknown): Promise<Verdict<Given>> => refuseFailure(stages, trail, error);
  try {
    const request = stages.resolveProxies(received);
    trail.request = request;
    const verdict = whenThere(decideRequest(stages, trail, request, read), (decided) =>
      conclude(stages, trail, decided),
    );
    // INVARIANT: what is thrown at once and what is thrown later come to the same refusal.
    return verdict instanceof Promise ? verdict.catch(fail) : verdict;
  } catch (error) {
    return fail(error);
  }
}

/** What became of a request: who asks, what was read of it, and the first decision against it. */
interface Decided<Given> {
  readonly caller: Caller;
  readonly given: Given;
  readonly denied?: Denied | undefined;
}

type Denied = Exclude<Decision, Allowed>;

/** Lets a request pass, or not, when that is recorded. */
function conclude<Given>(
  stages: Stages,
  trail: Trail,
  { caller, given, denied }: Decided<Given>,
): Verdict<Given> | Promise<Verdict<Given>> {
  if (denied !== undefined) return refuseDenied(stages, trail, denied);
  return whenThere(stages.audit.record(decisionRecord(trail)), () => {
    const decisions = trail.decisions.filter((each) => each.outcome === 'allowed');
    const decide: DecideFurther = (demand) => decideFurther(stages, trail, caller, demand);
    return { allowed: true, requestId: trail.requestId, caller, given, decisions, decide };
  });
}

/**
 * Learns step by step what the decisions need, and keeps it on the trail. Most of it is at hand, as in
 * a cache; an await costs as much as a small step, so it is only where there is something to wait for.
 */
function decideRequest<Given>(
  stages: Stages,
  trail: Trail,
  incoming: IncomingRequest,
  read: RequestReader<Given>,
): Decided<Given> | Promise<Decided<Given>> {
  const plan = read(incoming);
  trail.action = plan.action;

  if (plan.form !== undefined) return decideForm(stages, trail, { incoming, plan }, plan.form);
  const proof = authenticate(stages.authenticators, incoming, plan.terms, trail.now);
  return whenThere(proof, (proven) =>
    decideProven(stages, trail, { incoming, plan, proof: proven }),
  );
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

function decideProven<Given>(
  stages: Stages,
  trail: Trail,
  { incoming, plan, proof }: Planned<Given> & { readonly proof: Proof },
): Decided<Given> | Promise<Decided<Given>> {
  const { caller } = proof;
  trail.caller = caller;
  return whenThere(stages.loadPrincipal(caller.principal), (subject) => {
    const body = new RequestBody(incoming, proof, stages.maxBodyBytes);
    const ask = (verified?: Uint8Array): Asked<Given> | Promise<Asked<Given>> =>
      plan.ask(receivedRequest(incoming, verified, proof.form?.fields), caller);
    const deliver = (): unknown => body.deliver(plan.body === 'stream' ? 'stream' : 'whole');

    return whenThere(plan.body === 'first' ? whenThere(body.whole(), ask) : ask(), (asked) =>
      whenThere(decideAsked(stages, trail, asked, { caller, subject }), (denied) =>
        denied === undefined
          ? whenThere(deliver(), () => ({ caller, given: asked.given }))
          : { caller, given: asked.given, denied },
      ),
    );
  });
}

/** The first decision against what is asked, or undefined when nothing is against it. */
function decideAsked(
  stages: Stages,
  trail: Trail,
  asked: Asked<unknown>,
  who: Pick<Question, 'caller' | 'subject'>,
): Denied | undefined | Promise<Denied | undefined> {
  trail.action = asked.action;
  if ('demands' in asked) {
    if (asked.demands.length > 0) return decideDemands(stages, trail, asked.demands, who);
    throw new TypeError('a request that demands nothing');
  }
  if (who.caller.principal.type === 'Anonymous' && !asked.anonymous) {
    throw new GateError('MissingAuthenticationToken', 'the request is not signed');
  }
  return undefined;
}

/** Decides demand by demand, up to the first that is denied. */
function decideDemands(
  stages: Stages,
  trail: Trail,
  demands: readonly Demand[],
  who: Pick<Question, 'caller' | 'subject'>,
): Denied | undefined | Promise<Denied | undefined> {
  const { caller, subject } = who;
  for (const [at, demand] of demands.entries()) {
    trail.resource = demand.resource;
    const denied = whenThere(loadControls(stages, demand, caller.principal), (controls) => {
      const decision = decideDemand(stages, trail, { caller, subject, demand, controls });
      trail.decisions.push(decision);
      return decision.outcome === 'allowed' ? undefined : decision;
    });
    if (denied instanceof Promise) {
      const others = demands.slice(at + 1);
      return denied.then((found) => found ?? decideDemands(stages, trail, others, who));
    }
    if (denied !== undefined) return denied;
  }
  return undefined;
}

async function refuseDenied(stages: Stages, trail: Trail, denied: Denied): Promise<Verdict<never>> {
  return refuse(stages, trail, await refuseDecision(denied, stages.encodeDecision));
}

function refuseFailure(stages: Stages, trail: Trail, error: unknown): Promise<Verdict<never>> {
  const refusal = refuseError(error);
  if (refusal.fault === 'Receiver') stages.onError(error, trail.requestId);
  return refuse(stages, trail, refusal);
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
