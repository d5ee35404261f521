// The ways to prove who is calling, tried in order.
import { ANONYMOUS, type Caller } from './caller.js';
import { GateError } from './errors.js';
import { headerValues, type IncomingRequest, type OpenBody } from './incoming-request.js';
import type { SignatureTerms } from './service-definition.js';
import { whenThere } from './when-there.js';

/** Who is calling, and the way to a body that is the one that was proven. */
export interface Proof {
  readonly caller: Caller;
  readonly openBody: OpenBody;
  /** The same for a body that has arrived as a whole. */
  readonly openWholeBody: (bytes: Uint8Array) => Uint8Array | Promise<Uint8Array>;
  /** Where the proof is an upload form. */
  readonly form?: ProvenForm;
}

/** What of an upload form its policy covers, and the way to its file. */
export interface ProvenForm {
  /** By lower-case name. */
  readonly fields: ReadonlyMap<string, string>;
  /** Leaves the file for the handler, as a stream that errors where it is not as the policy asks. */
  readonly deliver: () => Promise<void>;
  /** Nobody is to have the file. */
  readonly discard: () => void;
}

/** Proves an upload form that was sent to `bucket`; throws because the proof is bad, or there is none. */
export type FormAuthenticator = (
  request: IncomingRequest,
  terms: SignatureTerms,
  now: Date,
  bucket: string,
) => Promise<Proof>;

/**
 * One way to prove who is calling. It answers with the proof, or undefined for "not my scheme, let
 * the next one try", or throws because the proof is bad; never anything between. It reads no body
 * that the proof can do without.
 */
export interface Authenticator {
  readonly name: string;
  readonly authenticate: (
    request: IncomingRequest,
    terms: SignatureTerms,
    now: Date,
  ) => Proof | undefined | Promise<Proof | undefined>;
}

/** Of a body that is any. */
export const OPEN_BODY: Pick<Proof, 'openBody' | 'openWholeBody'> = {
  openBody: (bytes) => bytes,
  openWholeBody: (bytes) => bytes,
};

/** Of a request without any proof. */
const NO_PROOF: Proof = { caller: ANONYMOUS, ...OPEN_BODY };

/**
 * The proof of a request; that of {@link ANONYMOUS} when it carries none at all.
 *
 * @throws GateError when two methods are used at once, or an `Authorization` header is of no scheme
 *   that is known here; and whatever the authenticator of a bad proof throws
 */
export function authenticate(
  authenticators: readonly Authenticator[],
  request: IncomingRequest,
  terms: SignatureTerms,
  now: Date,
): Proof | Promise<Proof> {
  const found = findProof(authenticators, (each) => each.authenticate(request, terms, now));
  return whenThere(found, (proof) => proof ?? withoutProof(request));
}

/** Asks one after the other, and all of them: a second proof is one too many. */
function findProof(
  [first, ...others]: readonly Authenticator[],
  ask: (authenticator: Authenticator) => ReturnType<Authenticator['authenticate']>,
  found?: Proof,
): Proof | undefined | Promise<Proof | undefined> {
  if (first === undefined) return found;
  return whenThere(ask(first), (another) => {
    if (found !== undefined && another !== undefined) throw onlyOneMethod();
    return findProof(others, ask, found ?? another);
  });
}

function withoutProof(request: IncomingRequest): Proof {
  if (request.headers.some(([name]) => name.toLowerCase() === 'authorization')) {
    throw new GateError('IncompleteSignature', 'the Authorization header is of an unknown scheme');
  }
  checkUnsigned(request);
  return NO_PROOF;
}

function onlyOneMethod(): GateError {
  return new GateError('InvalidRequest', 'only one authentication method is allowed in a request');
}

/** Chunks are decoded by their signature's reader; without one their framing would be the body. */
function checkUnsigned(request: IncomingRequest): void {
  const declared = headerValues(request, 'x-amz-content-sha256');
  if (declared.some((each) => each.trim().startsWith('STREAMING-'))) {
    throw new GateError('InvalidRequest', 'a body in chunks is not accepted without a signature');
  }
}
