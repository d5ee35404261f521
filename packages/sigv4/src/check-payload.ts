// Whether the body is the one that the request declares.
import { type DeclaredPayload, unsignedPayloadWord } from './declared-payload.js';
import { SignatureError } from './errors.js';
import type { HttpRequest } from './http-request.js';
import { payloadHash } from './payload-hash.js';
import { whenThere } from './when-there.js';

/**
 * Hashes the body and compares it with what is declared; returns what stands for it in the
 * canonical request (S3 API Reference, "Authenticating requests: using the Authorization
 * header"). Throws XAmzContentSHA256Mismatch for another body.
 */
export function checkPayload(
  declared: Exclude<DeclaredPayload, { readonly kind: 'chunked' }>,
  body: HttpRequest['body'],
): string | Promise<string> {
  if (declared.kind === 'unsigned') return unsignedPayloadWord;
  const found = payloadHash(body);
  if (declared.kind === 'undeclared') return found;
  return whenThere(found, (hash) => checkHash(hash, declared.sha256));
}

function checkHash(found: string, declared: string): string {
  if (found === declared) return found;
  throw new SignatureError(
    'XAmzContentSHA256Mismatch',
    `expected the body whose hash \`x-amz-content-sha256\` declares, found one with \`${found}\``,
  );
}
