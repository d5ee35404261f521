// What the gate knows of requests that passed, for their handlers.
import type { Caller } from './caller.js';
import { GateError } from './errors.js';
import type { DecideFurther, FurtherDecision } from './further-decision.js';
import type { Demand } from './request-reader.js';
import type { MatchedRule } from './route-table.js';

interface Passed {
  readonly caller: Caller;
  readonly given: unknown;
  readonly decide: DecideFurther;
}

const passed = new WeakMap<object, Passed>();

/** Remembers a request that passed the gate. */
export function rememberPassed(request: object, { caller, given, decide }: Passed): void {
  passed.set(request, { caller, given, decide });
}

/**
 * The caller of a request that passed the gate.
 *
 * @throws GateError `InternalFailure` when the request did not pass one: its handler is unguarded
 */
export function getCaller(request: object): Caller {
  return getPassed(request).caller;
}

/**
 * The route and the rule by which a request passed, and the parameters of its path, decoded: what the
 * gate decided on. A handler that goes by these cannot take the request for another one.
 *
 * @throws GateError `InternalFailure` when the request did not pass a gate with a table of routes
 */
export function getRoute(request: object): MatchedRule {
  const { given } = getPassed(request);
  if (isMatchedRule(given)) return given;
  throw new GateError('InternalFailure', 'the gate of this request has no routes');
}

/**
 * What else the caller of a request may do, for a handler whose request is about several things: each
 * file of a list, as in S3's DeleteObjects. It is decided in the context of the request and recorded under
 * its id. It never rejects: what cannot be told is refused.
 *
 * @throws GateError `InternalFailure` when the request did not pass a gate
 * @example
 * ```ts
 * const may = await decideFurther(request, { action: 'notes:DeleteNote', resource });
 * if (!may.allowed) errors.push({ code: may.refusal.code, message: may.refusal.message });
 * ```
 */
export async function decideFurther(request: object, demand: Demand): Promise<FurtherDecision> {
  return getPassed(request).decide(demand);
}

function getPassed(request: object): Passed {
  const known = passed.get(request);
  if (known !== undefined) return known;
  throw new GateError(
    'InternalFailure',
    'this request passed no gate: mount one before its handler',
  );
}

function isMatchedRule(given: unknown): given is MatchedRule {
  return typeof given === 'object' && given !== null && 'rule' in given && 'parameters' in given;
}
