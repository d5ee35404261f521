// The ways to prove who is calling, tried in order.
import { ANONYMOUS, type Caller } from './caller.js';
import { GateError } from './errors.js';
import type { ReceivedRequest } from './incoming-request.js';

/**
 * One way to prove who is calling. It answers with the caller, or undefined for "not my scheme, let
 * the next one try", or throws because the proof is bad; never anything between.
 */
export interface Authenticator {
  readonly name: string;
  readonly authenticate: (request: ReceivedRequest) => Promise<Caller | undefined>;
}

/**
 * The caller of a request; {@link ANONYMOUS} when it carries no proof at all.
 *
 * @throws GateError when two methods are used at once, or an `Authorization` header is of no scheme
 *   that is known here; and whatever the authenticator of a bad proof throws
 */
export async function authenticate(
  authenticators: readonly Authenticator[],
  request: ReceivedRequest,
): Promise<Caller> {
  const callers: Caller[] = [];
  for (const authenticator of authenticators) {
    const caller = await authenticator.authenticate(request);
    if (caller !== undefined) callers.push(caller);
  }
  const [caller, another] = callers;
  if (another !== undefined) {
    throw new GateError('InvalidRequest', 'only one authentication method is allowed in a request');
  }
  if (caller !== undefined) return caller;
  if (request.headers.some(([name]) => name.toLowerCase() === 'authorization')) {
    throw new GateError('IncompleteSignature', 'the Authorization header is of an unknown scheme');
  }
  return ANONYMOUS;
}
