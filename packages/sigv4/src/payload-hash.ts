// The hash of a body.
import { digest } from '#digest';

const utf8 = new TextEncoder();

/** The SHA-256 of nothing, which most requests have as their body. */
export const emptyPayloadHash = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

/** The body's SHA-256 in lower-case hexadecimal (`HashedPayload` of the canonical request). */
export function payloadHash(body: Uint8Array | string | undefined): string | Promise<string> {
  if (body === undefined || body.length === 0) return emptyPayloadHash;
  return digest.sha256Hex(typeof body === 'string' ? utf8.encode(body) : body);
}
