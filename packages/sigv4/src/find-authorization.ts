// Whether a request is signed at all, and by which of AWS's methods.
import { queryParameters } from './canonical-query.js';
import { SignatureError } from './errors.js';
import type { HeaderValues } from './header-values.js';
import { signingAlgorithm } from './string-to-sign.js';

/**
 * Query parameters that only a presigned URL has, in lower case
 * (S3 API Reference, "Authenticating requests: using query parameters").
 */
const presignParameters: ReadonlySet<string> = new Set([
  'x-amz-algorithm',
  'x-amz-credential',
  'x-amz-signature',
]);

/** The same for Signature Version 2 (S3 User Guide, "Signing and authenticating REST requests"). */
const version2Parameter = 'awsaccesskeyid';

/**
 * Finds the Authorization header of Signature Version 4 and returns what follows the algorithm.
 * Undefined means that no AWS signature is in the request: not our scheme.
 *
 * Throws for an AWS signature that is not read, so that none passes for an anonymous request:
 * InvalidArgument for two methods at once, InvalidRequest for another version or place.
 */
export function findAuthorization(headers: HeaderValues, query: string): string | undefined {
  const authorizations = headers.get('authorization') ?? [];
  const ours = authorizations.map((value) => value.trim()).filter(isAws);
  const inQuery = methodInQuery(query);
  if (inQuery === undefined && ours.length === 0) return undefined;
  if (authorizations.length + (inQuery === undefined ? 0 : 1) > 1) throw onlyOneMethod();
  if (inQuery !== undefined) throw unsupported(inQuery);
  const [authorization = ''] = ours;
  const scheme = schemeOf(authorization);
  if (scheme !== signingAlgorithm) throw unsupported(`the scheme \`${scheme.slice(0, 32)}\``);
  return authorization.slice(scheme.length);
}

function isAws(authorization: string): boolean {
  return schemeOf(authorization).toLowerCase().startsWith('aws');
}

function schemeOf(authorization: string): string {
  const space = authorization.indexOf(' ');
  return space < 0 ? authorization : authorization.slice(0, space);
}

/** Names are compared decoded and in any case, so that no spelling slips past. */
function methodInQuery(query: string): string | undefined {
  if (query === '') return undefined;
  for (const parameter of queryParameters(query)) {
    const name = parameter.name.toLowerCase();
    if (presignParameters.has(name)) return 'a presigned URL';
    if (name === version2Parameter) return 'a query of Signature Version 2';
  }
  return undefined;
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
    `expected an Authorization header with ${signingAlgorithm}, found ${found}, which is not supported`,
  );
}
