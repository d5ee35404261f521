// The credential of a signature: an access key id and the scope of its key.
import { type CredentialScope, isCredentialPart, scopeTerminator } from './credential-scope.js';
import { SignatureError } from './errors.js';
import { limits } from './limits.js';

/** A credential, taken apart. */
export interface Credential {
  readonly accessKeyId: string;
  readonly scope: CredentialScope;
}

/**
 * Parses `KEYID/DATE/REGION/SERVICE/aws4_request` (IAM User Guide, "Elements of an AWS API request
 * signature"). Throws IncompleteSignature, and SignatureDoesNotMatch for another ending.
 */
export function parseCredential(text: string): Credential {
  const [accessKeyId, date, region, service, terminator, ...rest] = text.split('/', 6);
  if (
    accessKeyId === undefined ||
    date === undefined ||
    region === undefined ||
    service === undefined ||
    terminator === undefined ||
    rest.length > 0
  ) {
    throw incomplete(
      'expected a credential of five parts, `KEYID/DATE/REGION/SERVICE/aws4_request`, found another number of parts',
    );
  }
  if (terminator !== scopeTerminator) {
    throw new SignatureError(
      'SignatureDoesNotMatch',
      `expected a credential that ends in \`${scopeTerminator}\`, found another ending`,
    );
  }
  checkPart('access key id', accessKeyId, limits.accessKeyIdLength);
  checkPart('date', date, 8);
  checkPart('region', region, limits.regionLength);
  checkPart('service', service, limits.serviceLength);
  return { accessKeyId, scope: { date, region, service } };
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
