// The signing key: a secret narrowed to one date, region and service.
import { digest } from '#digest';
import { type CredentialScope, scopeTerminator } from './credential-scope.js';
import { SecretAccessKey } from './secret-access-key.js';

const utf8 = new TextEncoder();

/**
 * Derives the 32-byte signing key of a scope (IAM User Guide, "Create a signed AWS API request",
 * step 4). Whoever holds it can sign for that scope, and cannot get back to the secret.
 */
export async function deriveSigningKey(
  secretAccessKey: SecretAccessKey | string,
  scope: CredentialScope,
): Promise<Uint8Array> {
  const secret =
    secretAccessKey instanceof SecretAccessKey ? secretAccessKey.reveal() : secretAccessKey;
  const dateKey = await digest.hmacSha256(utf8.encode(`AWS4${secret}`), scope.date);
  const regionKey = await digest.hmacSha256(dateKey, scope.region);
  const serviceKey = await digest.hmacSha256(regionKey, scope.service);
  return digest.hmacSha256(serviceKey, scopeTerminator);
}
