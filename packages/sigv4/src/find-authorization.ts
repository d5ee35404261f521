// Whether a request is signed at all, and by which of AWS's methods.
import type { QueryParameter } from './canonical-query.js';
import { SignatureError } from './errors.js';
import type { HeaderValues } from './header-values.js';
import { isSigningAlgorithm, type SigningAlgorithm } from './signing-algorithm.js';

/** A signature in the Authorization header: its algorithm, and what follows. */
export interface HeaderAuthorization {
  readonly place: 'header';
  readonly algorithm: SigningAlgorithm;
  readonly components: string;
}

/** Where the signature stands. */
export type FoundAuthorization = HeaderAuthorization | { readonly place: 'query' };

/**
 * Query parameters that only a presigned URL has, in lower case
 * (S3 API Reference, "Authenticating requests: using query parameters").
 */
const presignParameters: ReadonlySet<string> = new Set([
  'x-amz-algorithm',
  'x-amz-credential',
  'x-amz-signature',
]);

const none: readonly string[] = [];

/** The same for Signature Version 2 (S3 User Guide, "Signing and authenticating REST requests"). */
const version2Parameter = 'awsaccesskeyid';

/**
 * Finds the signature of Signature Version 4. Undefined means that no AWS signature is in the
 * request: not our scheme.
 *
 * Throws for an AWS signature that is not read, so that none passes for an anonymous request:
 * InvalidArgument for two methods at once, InvalidRequest for another version.
 */
export function findAuthorization(
  headers: HeaderValues,
  parameters: readonly QueryParameter[],
): FoundAuthorization | undefined {
  const authorizations = headers.get('authorization') ?? none;
  const ours = authorizations.find(isAws);
  const inQuery = methodInQuery(parameters);
  if (inQuery === undefined && ours === undefined) return undefined;
  if (authorizations.length + (inQuery === undefined ? 0 : 1) > 1) throw onlyOneMethod();
  if (inQuery === 'version 2') throw unsupported('a query of Signature Version 2');
  if (inQuery === 'presigned') return { place: 'query' };
  const authorization = ours?.trim() ?? '';
  const scheme = schemeOf(authorization);
  if (!isSigningAlgorithm(scheme)) throw unsupported(`the scheme \`${scheme.slice(0, 32)}\``);
  return { place: 'header', algorithm: scheme, components: authorization.slice(scheme.length) };
}

function isAws(authorization: string): boolean {
  return authorization.trimStart().slice(0, 3).toLowerCase() === 'aws';
}

function schemeOf(authorization: string): string {
  const space = authorization.indexOf(' ');
  return space < 0 ? authorization : authorization.slice(0, space);
}

/** Names are compared decoded and in any case, so that no spelling slips past. */
function methodInQuery(
  parameters: readonly QueryParameter[],
): 'presigned' | 'version 2' | undefined {
  let found: 'presigned' | 'version 2' | undefined;
  for (const parameter of parameters) {
    const name = parameter.name.toLowerCase();
    if (name === version2Parameter) return 'version 2';
    if (presignParameters.has(name)) found = 'presigned';
  }
  return found;
}

/** S3 answers InvalidArgument, "Only one auth mechanism allowed; …". */
function onlyOneMethod(): SignatureError {
  return new SignatureError(
    'InvalidArgument',
    'expected one authentication method, an Authorization header or the query parameters of a presigned URL, found more than one',
  );
}

/** S3 answers InvalidRequest, "The authorization mechanism you have provided is not supported. …". */
function unsupported(found: string): SignatureError {
  return new SignatureError(
    'InvalidRequest',
    `expected Signature Version 4 in an Authorization header or a presigned URL, found ${found}, which is not supported`,
  );
}
