// Encrypted SAML assertions: what is not read is not promised.
import type { InputOf } from '@ostiary/api';
import { IamError } from './errors.js';

/**
 * Refuses a SAML provider that would have to decrypt assertions: they are read in the clear, over
 * TLS, and a private key that nothing uses is not kept.
 *
 * @throws IamError InvalidInput
 */
export function refuseEncryptedAssertions({
  AssertionEncryptionMode,
  AddPrivateKey,
  RemovePrivateKey,
}: Pick<
  InputOf<'UpdateSAMLProvider'>,
  'AssertionEncryptionMode' | 'AddPrivateKey' | 'RemovePrivateKey'
>): void {
  if (AssertionEncryptionMode === 'Required' || AddPrivateKey !== undefined) {
    throw new IamError('InvalidInput', 'encrypted assertions are not supported');
  }
  if (RemovePrivateKey !== undefined) {
    throw new IamError('InvalidInput', 'the provider has no private key to remove');
  }
}
