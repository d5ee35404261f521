// What the code of an MFA device proves about who asks for a session.
import { IamError } from './errors.js';
import type { ReadScope } from './operation.js';

/** The members of an input that carry the proof. */
export interface MultiFactorInput {
  readonly SerialNumber?: string | undefined;
  readonly TokenCode?: string | undefined;
}

/**
 * When the caller proved to have its MFA device; undefined when it did not try. Nobody has a device
 * yet, so whoever tries is refused as AWS refuses a device that is not the caller's.
 *
 * @throws IamError `AccessDenied`
 */
export function multiFactorProof(
  { SerialNumber, TokenCode }: MultiFactorInput,
  _scope: ReadScope,
): Promise<string | undefined> {
  if (SerialNumber === undefined && TokenCode === undefined) return Promise.resolve(undefined);
  throw new IamError(
    'AccessDenied',
    'MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user.',
  );
}
