// Whether a credential may be used.
import { IamError } from './errors.js';

/** What the owner of a credential last said of it. */
export type CredentialStatus = 'Active' | 'Inactive';

/**
 * The status that an operation was given.
 *
 * @throws IamError ValidationError for any other text
 */
export function parseCredentialStatus(status: string): CredentialStatus {
  if (status === 'Active' || status === 'Inactive') return status;
  throw new IamError(
    'ValidationError',
    "1 validation error detected: Value at 'status' failed to satisfy constraint: Member must satisfy enum value set: [Active, Inactive]",
  );
}
