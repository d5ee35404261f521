// The string to sign: algorithm, time, scope, and the hash of the canonical request.
import { digest } from '#digest';
import { type CredentialScope, formatCredentialScope } from './credential-scope.js';
import { hmacAlgorithm, type SigningAlgorithm } from './signing-algorithm.js';

/** The parts of a string to sign. */
export interface StringToSignParts {
  /** `YYYYMMDDTHHMMSSZ`. */
  readonly amzDate: string;
  readonly scope: CredentialScope;
  readonly canonicalRequest: string;
  /** Default `AWS4-HMAC-SHA256`. */
  readonly algorithm?: SigningAlgorithm;
}

/** The string to sign (IAM User Guide, "Create a signed AWS API request", step 3). */
export async function stringToSign(parts: StringToSignParts): Promise<string> {
  const { algorithm = hmacAlgorithm } = parts;
  return [
    algorithm,
    parts.amzDate,
    formatCredentialScope(parts.scope, algorithm),
    await digest.sha256Hex(parts.canonicalRequest),
  ].join('\n');
}
