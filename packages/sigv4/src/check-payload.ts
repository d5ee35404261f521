// Whether the body is the one that the request declares.
import { SignatureError } from './errors.js';
import type { HeaderValues } from './header-values.js';
import type { HttpRequest } from './http-request.js';
import { payloadHash } from './payload-hash.js';
import { isSha256Hex } from './sha256-hex.js';

/**
 * Hashes the body and compares it with `x-amz-content-sha256` where that is present; returns the
 * hash for the canonical request (S3 API Reference, "Authenticating requests: using the
 * Authorization header"). Throws XAmzContentSHA256Mismatch for another body, InvalidRequest for
 * an unsigned or streamed payload, and InvalidArgument for a value that is no hash.
 */
export async function checkPayload(request: HttpRequest, headers: HeaderValues): Promise<string> {
  const declared = headers.get('x-amz-content-sha256')?.[0]?.trim();
  if (declared !== undefined) checkDeclaration(declared);
  const found = await payloadHash(request.body);
  if (declared !== undefined && declared !== found) {
    throw new SignatureError(
      'XAmzContentSHA256Mismatch',
      `expected the body whose hash \`x-amz-content-sha256\` declares, found one with \`${found}\``,
    );
  }
  return found;
}

function checkDeclaration(declared: string): void {
  if (declared === 'UNSIGNED-PAYLOAD' || declared.startsWith('STREAMING-')) {
    throw new SignatureError(
      'InvalidRequest',
      'expected a signed payload sent as a whole, found an unsigned or streamed one, which is not supported',
    );
  }
  if (!isSha256Hex(declared)) {
    throw new SignatureError(
      'InvalidArgument',
      'expected `x-amz-content-sha256` to be 64 lower-case hexadecimal digits, found something else',
    );
  }
}
