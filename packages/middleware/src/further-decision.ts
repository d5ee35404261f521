// What else the caller of a request that passed may do, for a handler that has to know.
import type { Allowed } from '@ostiary/evaluator';
import type { Caller } from './caller.js';
import { decideDemand, loadControls } from './decide-demand.js';
import { decisionRecord, type Trail } from './decision-record.js';
import { recordRefusal } from './record-refusal.js';
import { type Refusal, refuseDecision, refuseError } from './refusal.js';
import type { Demand } from './request-reader.js';
import type { Stages } from './stages.js';

/** What a policy says of one thing that a handler asked about. */
export type FurtherDecision =
  | { readonly allowed: true; readonly decision: Allowed }
  | { readonly allowed: false; readonly refusal: Refusal };

/** Asks about one thing; never rejects. */
export type DecideFurther = (demand: Demand) => Promise<FurtherDecision>;

/**
 * Decides on a demand for the caller of a request, in the context of that request and under its id, and
 * records it like any other. What cannot be told or recorded is refused.
 */
export async function decideFurther(
  stages: Stages,
  passed: Trail,
  caller: Caller,
  demand: Demand,
): Promise<FurtherDecision> {
  const { action, resource } = demand;
  const trail: Trail = { ...passed, action, resource, decisions: [] };
  try {
    const subject = await stages.loadPrincipal(caller.principal);
    const controls = await loadControls(stages, demand, caller.principal);
    const decision = decideDemand(stages, trail, { caller, subject, demand, controls });
    trail.decisions.push(decision);
    if (decision.outcome !== 'allowed') {
      const found = await refuseDecision(decision, stages.encodeDecision);
      return { allowed: false, refusal: await recordRefusal(stages, trail, found) };
    }
    await stages.audit.record(decisionRecord(trail));
    return { allowed: true, decision };
  } catch (error) {
    const found = refuseError(error);
    if (found.fault === 'Receiver') stages.onError(error, trail.requestId);
    return { allowed: false, refusal: await recordRefusal(stages, trail, found) };
  }
}
