// What the gate knows of requests that passed, for their handlers.
import type { Caller } from './caller.js';
import { GateError } from './errors.js';
import type { MatchedRule } from './route-table.js';

interface Passed {
  readonly caller: Caller;
  readonly given: unknown;
}

const passed = new WeakMap<object, Passed>();

/** Remembers a request that passed the gate. */
export function rememberPassed(request: object, { caller, given }: Passed): void {
  passed.set(request, { caller, given });
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
