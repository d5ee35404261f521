// The canonical request: the one text that signer and verifier both make of a request.
import { canonicalHeaders } from './canonical-headers.js';
import { canonicalPath, type PathRule } from './canonical-path.js';
import { canonicalQuery, queryParameters } from './canonical-query.js';
import { SignatureError } from './errors.js';
import { type HeaderValues, headerValues } from './header-values.js';
import type { HttpRequest } from './http-request.js';
import { limits } from './limits.js';
import { isToken } from './token.js';

/** How a request becomes canonical. */
export interface CanonicalRequestOptions {
  /** Lower-case and sorted; each is in the request. */
  readonly signedHeaders: readonly string[];
  /** The body's SHA-256 in hexadecimal, or the word that stands for it. */
  readonly payloadHash: string;
  /** Default `normalized`. */
  readonly pathRule?: PathRule;
  /** The request's headers already gathered, when the caller has them. */
  readonly headers?: HeaderValues;
  /** The canonical query already made, as of a presigned URL, whose signature is not in it. */
  readonly canonicalQuery?: string;
}

/**
 * The canonical request (IAM User Guide, "Create a signed AWS API request", step 1).
 *
 * INVARIANT: every part is free of newlines but those written here, so two different requests
 * have one canonical request only where the rules for path, query and headers mean them to.
 */
export function canonicalRequest(request: HttpRequest, options: CanonicalRequestOptions): string {
  checkRequestLine(request);
  return canonicalOf(request, options);
}

/** The same of a request whose line is checked already. */
export function canonicalOf(
  request: HttpRequest,
  options: CanonicalRequestOptions,
  /** The names of the signed headers with a `;` between two, when the caller has them so. */
  signedNames: string = options.signedHeaders.join(';'),
): string {
  const headers = options.headers ?? headerValues(request.headers);
  const path = canonicalPath(request.path, options.pathRule ?? 'normalized');
  const query = options.canonicalQuery ?? canonicalQuery(queryParameters(request.query));
  const lines = canonicalHeaders(headers, options.signedHeaders);
  return `${request.method}\n${path}\n${query}\n${lines}\n${signedNames}\n${options.payloadHash}`;
}

/**
 * Refuses a method, path or query that is malformed or longer than is read. Throws InvalidRequest
 * and InvalidURI.
 */
export function checkRequestLine({ method, path, query }: HttpRequest): void {
  if (method.length > limits.methodLength || !isToken(method)) {
    throw new SignatureError('InvalidRequest', 'expected an HTTP token as the method');
  }
  if (path !== '' && path[0] !== '/') {
    throw new SignatureError('InvalidURI', 'expected a path that begins with `/`');
  }
  if (path.length > limits.pathLength || query.length > limits.queryLength) {
    throw new SignatureError(
      'InvalidURI',
      `expected a path of at most ${limits.pathLength} and a query of at most ${limits.queryLength} characters`,
    );
  }
}
