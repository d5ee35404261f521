// A P-256 public key as both runtimes take it.

/** The public half of a JSON Web Key (RFC 7518, section 6.2.1). */
export interface P256JsonWebKey {
  readonly kty: 'EC';
  readonly crv: 'P-256';
  readonly x: string;
  readonly y: string;
}

/** The key of an uncompressed point, `04`, x and y. Throws TypeError for another shape. */
export function p256JsonWebKey(point: Uint8Array): P256JsonWebKey {
  if (point.length !== 65 || point[0] !== 4) {
    throw new TypeError('expected a public key as an uncompressed P-256 point of 65 bytes');
  }
  return {
    kty: 'EC',
    crv: 'P-256',
    x: base64url(point.subarray(1, 33)),
    y: base64url(point.subarray(33)),
  };
}

/** Base64 for URLs, without padding (RFC 4648, section 5). */
export function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}
