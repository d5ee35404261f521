// The algorithms of Signature Version 4, as they open an Authorization header.

/** HMAC with a key bound to one region. */
export const hmacAlgorithm = 'AWS4-HMAC-SHA256';

/** The algorithms that are signed and verified. */
export type SigningAlgorithm = typeof hmacAlgorithm;
