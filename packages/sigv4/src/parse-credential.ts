// The credential of a signature: an access key id and the scope of its key.
import { type CredentialScope, isCredentialPart, scopeTerminator } from './credential-scope.js';
import { SignatureError } from './errors.js';
import { limits } from './limits.js';
import { parseRegionSet } from './region-set.js';
import { ecdsaAlgorithm, type SigningAlgorithm } from './signing-algorithm.js';

/** A credential, taken apart. */
export interface Credential {
  readonly accessKeyId: string;
  readonly scope: CredentialScope;
}

/** What decides how a credential is read. */
export interface CredentialOptions {
  readonly algorithm: SigningAlgorithm;
  /** Of SigV4A alone, as it was received. */
  readonly regionSet: string | undefined;
}

/**
 * Parses `KEYID/DATE/REGION/SERVICE/aws4_request`, or for SigV4A the same without a region (IAM
 * User Guide, "Elements of an AWS API request signature"). Throws IncompleteSignature, and
 * SignatureDoesNotMatch for another ending.
 */
export function parseCredential(
  text: string,
  { algorithm, regionSet }: CredentialOptions,
): Credential {
  const parts = text.split('/', 6);
  if (algorithm === ecdsaAlgorithm) parts.splice(2, 0, checkRegionSet(regionSet));
  if (parts.length !== 5) {
    throw incomplete(
      algorithm === ecdsaAlgorithm
        ? 'expected a credential of four parts, `KEYID/DATE/SERVICE/aws4_request`, found another number of parts'
        : 'expected a credential of five parts, `KEYID/DATE/REGION/SERVICE/aws4_request`, found another number of parts',
    );
  }
  // By index: on this path the iterator of a destructuring is felt.
  const accessKeyId = parts[0] as string;
  const date = parts[1] as string;
  const region = parts[2] as string;
  const service = parts[3] as string;
  if (parts[4] !== scopeTerminator) {
    throw new SignatureError(
      'SignatureDoesNotMatch',
      `expected a credential that ends in \`${scopeTerminator}\`, found another ending`,
    );
  }
  checkPart('access key id', accessKeyId, limits.accessKeyIdLength);
  checkPart('date', date, 8);
  if (algorithm !== ecdsaAlgorithm) checkPart('region', region, limits.regionLength);
  checkPart('service', service, limits.serviceLength);
  return { accessKeyId, scope: { date, region, service } };
}

function checkRegionSet(text: string | undefined): string {
  if (text === undefined || parseRegionSet(text) === undefined) {
    throw incomplete(
      `expected \`X-Amz-Region-Set\` to be 1 to ${limits.regionSetCount} regions between commas, found ${text === undefined ? 'none' : 'something else'}`,
    );
  }
  return text;
}

function checkPart(name: string, text: string, maxLength: number): void {
  if (text.length > maxLength || !isCredentialPart(text)) {
    throw incomplete(
      `expected the ${name} of the credential to be 1 to ${maxLength} characters of visible ASCII, found something else`,
    );
  }
}

function incomplete(message: string): SignatureError {
  return new SignatureError('IncompleteSignature', message);
}
