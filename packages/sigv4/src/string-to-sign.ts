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
  return stringOver(parts, await digest.sha256Hex(parts.canonicalRequest));
}

/** The same, when the canonical request is already hashed. */
export function stringOver(
  { algorithm = hmacAlgorithm, amzDate, scope }: Omit<StringToSignParts, 'canonicalRequest'>,
  canonicalRequestHash: string,
): string {
  return `${algorithm}\n${amzDate}\n${formatCredentialScope(scope, algorithm)}\n${canonicalRequestHash}`;
}
