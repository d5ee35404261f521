// The query of a presigned URL, taken apart.
import { parseAmzDate } from './amz-date.js';
import type { Authorization } from './authorization.js';
import { canonicalQuery, type QueryParameter } from './canonical-query.js';
import { SignatureError } from './errors.js';
import type { HeaderValues } from './header-values.js';
import { limits } from './limits.js';
import { parseCredential } from './parse-credential.js';
import { parseSignature } from './parse-signature.js';
import { parseSignedHeaders } from './parse-signed-headers.js';
import { percentDecode } from './percent-decode.js';
import { type PresignParameterName, presignParameterName } from './presign-parameters.js';
import {
  ecdsaAlgorithm,
  hmacAlgorithm,
  isSigningAlgorithm,
  type SigningAlgorithm,
} from './signing-algorithm.js';

/** How presigned URLs are read. */
export interface PresignedQueryOptions {
  /** Whether `X-Amz-Security-Token` was added after signing, so that it is not signed. */
  readonly tokenAfterSigning: boolean;
}

/**
 * Parses the parameters of a presigned URL (S3 API Reference, "Authenticating requests: using
 * query parameters"). Names are read in their exact case, and nothing that speaks to AWS may be
 * there twice, so that no two parties read different ones. Throws IncompleteSignature, and
 * InvalidRequest for another algorithm.
 */
export function parsePresignedQuery(
  parameters: readonly QueryParameter[],
  headers: HeaderValues,
  { tokenAfterSigning }: PresignedQueryOptions,
): Authorization {
  const found = gather(parameters);
  const algorithm = parseAlgorithm(required(found, 'X-Amz-Algorithm'));
  const regionSet = found.get('X-Amz-Region-Set');
  const { accessKeyId, scope } = parseCredential(required(found, 'X-Amz-Credential'), {
    algorithm,
    regionSet,
  });
  const amzDate = required(found, 'X-Amz-Date');
  const expiresSeconds = parseExpires(required(found, 'X-Amz-Expires'));
  const signedNames = required(found, 'X-Amz-SignedHeaders');
  const signed = parameters.filter(
    ({ name }) =>
      name !== 'X-Amz-Signature' && !(tokenAfterSigning && name === 'X-Amz-Security-Token'),
  );
  return {
    algorithm,
    accessKeyId,
    scope,
    signedHeaders: parseSignedHeaders(signedNames),
    signedNames,
    signature: parseSignature(required(found, 'X-Amz-Signature'), algorithm),
    time: { signedAt: parseDate(amzDate), amzDate },
    sessionToken: inOnePlace(found, 'X-Amz-Security-Token', headers),
    declaredPayload: inOnePlace(found, 'X-Amz-Content-Sha256', headers),
    presigned: { expiresSeconds, canonicalQuery: canonicalQuery(signed) },
  };
}

type Found = ReadonlyMap<PresignParameterName, string>;

function gather(parameters: readonly QueryParameter[]): Found {
  const found = new Map<PresignParameterName, string>();
  const seen = new Set<string>();
  for (const { name, value } of parameters) {
    const folded = name.toLowerCase();
    if (!folded.startsWith('x-amz-')) continue;
    if (seen.has(folded))
      throw incomplete('expected each `X-Amz-` parameter once, found one twice');
    seen.add(folded);
    const known = presignParameterName(folded);
    if (known === undefined) continue;
    if (known !== name) {
      throw incomplete(`expected the parameter \`${known}\` in this case, found it in another`);
    }
    found.set(known, percentDecode(value));
  }
  return found;
}

function required(found: Found, name: PresignParameterName): string {
  const value = found.get(name);
  if (value === undefined) {
    throw incomplete(`expected the parameter \`${name}\` in a presigned URL, found none`);
  }
  return value;
}

/** What may stand in the query or in a header, but not in both. */
function inOnePlace(
  found: Found,
  name: PresignParameterName,
  headers: HeaderValues,
): string | undefined {
  const inQuery = found.get(name);
  const inHeader = headers.get(name.toLowerCase())?.[0]?.trim();
  if (inQuery !== undefined && inHeader !== undefined) {
    throw incomplete(`expected \`${name}\` as a parameter or as a header, found both`);
  }
  return inQuery ?? inHeader;
}

function parseAlgorithm(text: string): SigningAlgorithm {
  if (isSigningAlgorithm(text)) return text;
  throw new SignatureError(
    'InvalidRequest',
    `expected \`X-Amz-Algorithm\` to be ${hmacAlgorithm} or ${ecdsaAlgorithm}, found another, which is not supported`,
  );
}

function parseDate(amzDate: string): Date {
  const date = parseAmzDate(amzDate);
  if (date === undefined) {
    throw incomplete('expected `X-Amz-Date` such as `20150830T123600Z`, found something else');
  }
  return date;
}

function parseExpires(text: string): number {
  const seconds = text.length <= 6 && isDecimal(text) ? Number(text) : 0;
  if (seconds < 1 || seconds > limits.expiresSeconds) {
    throw incomplete(
      `expected \`X-Amz-Expires\` to be 1 to ${limits.expiresSeconds} seconds, found something else`,
    );
  }
  return seconds;
}

function isDecimal(text: string): boolean {
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code < 0x30 || code > 0x39) return false;
  }
  return text !== '';
}

function incomplete(message: string): SignatureError {
  return new SignatureError('IncompleteSignature', message);
}
