// Unique ids: a prefix that tells the kind, and random characters.
import type { Secrets } from './secrets.js';

/** Prefixes by kind (IAM User Guide, "IAM identifiers", "Understanding unique ID prefixes"). */
export const ID_PREFIXES: {
  readonly [Kind in
    | 'user'
    | 'group'
    | 'role'
    | 'policy'
    | 'policyVersion'
    | 'instanceProfile'
    | 'certificate'
    | 'publicKey'
    | 'serviceSpecificCredential']: string;
} = {
  user: 'AIDA',
  group: 'AGPA',
  role: 'AROA',
  policy: 'ANPA',
  policyVersion: 'ANVA',
  instanceProfile: 'AIPA',
  certificate: 'ASCA',
  publicKey: 'APKA',
  serviceSpecificCredential: 'ACCA',
};

/** The alphabet of base 32 (RFC 4648, section 6). */
export const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** A new unique id, 21 characters long. */
export function createUniqueId(kind: keyof typeof ID_PREFIXES, secrets: Secrets): string {
  return `${ID_PREFIXES[kind]}${secrets.randomText(BASE32, 17)}`;
}
