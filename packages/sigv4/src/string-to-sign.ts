// The string to sign: algorithm, time, scope, and the hash of the canonical request.
import { digest } from '#digest';
import { type CredentialScope, formatCredentialScope } from './credential-scope.js';
import { hmacAlgorithm } from './signing-algorithm.js';

/** The parts of a string to sign. */
export interface StringToSignParts {
  /** `YYYYMMDDTHHMMSSZ`. */
  readonly amzDate: string;
  readonly scope: CredentialScope;
  readonly canonicalRequest: string;
}

/** The string to sign (IAM User Guide, "Create a signed AWS API request", step 3). */
export async function stringToSign(parts: StringToSignParts): Promise<string> {
  return [
    hmacAlgorithm,
    parts.amzDate,
    formatCredentialScope(parts.scope),
    await digest.sha256Hex(parts.canonicalRequest),
  ].join('\n');
}
