// The algorithms of Signature Version 4, as they open an Authorization header.

/** HMAC with a key bound to one date, region and service. */
export const hmacAlgorithm = 'AWS4-HMAC-SHA256';

/** SigV4A: ECDSA with a key that is good for every date, region and service. */
export const ecdsaAlgorithm = 'AWS4-ECDSA-P256-SHA256';

/**
 * How a signature is made: `AWS4-HMAC-SHA256`, or the asymmetric `AWS4-ECDSA-P256-SHA256` (SigV4A),
 * which is good for a set of regions and verified by a public key
 * (IAM User Guide, "AWS Signature Version 4 for API requests").
 */
export type SigningAlgorithm = typeof hmacAlgorithm | typeof ecdsaAlgorithm;

/** Whether a text names one of the algorithms. */
export function isSigningAlgorithm(text: string): text is SigningAlgorithm {
  return text === hmacAlgorithm || text === ecdsaAlgorithm;
}
