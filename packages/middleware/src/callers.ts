// The callers of requests that passed, for their handlers.
import type { Caller } from './caller.js';
import { GateError } from './errors.js';

const callers = new WeakMap<object, Caller>();

/** Remembers the caller of a request that passed the gate. */
export function rememberCaller(request: object, caller: Caller): void {
  callers.set(request, caller);
}

/**
 * The caller of a request that passed the gate.
 *
 * @throws GateError `InternalFailure` when the request did not pass one: its handler is unguarded
 */
export function getCaller(request: object): Caller {
  const caller = callers.get(request);
  if (caller !== undefined) return caller;
  throw new GateError(
    'InternalFailure',
    'this request passed no gate: mount one before its handler',
  );
}
