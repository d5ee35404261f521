// DecodeAuthorizationMessage.
import { decodeAuthorizationMessage as decode } from '../authorization-message.js';
import { IamError } from '../errors.js';
import type { Operation } from '../operation.js';

/** Says why somebody of the caller's account was refused (STS API Reference, "DecodeAuthorizationMessage"). */
export const decodeAuthorizationMessage: Operation<'DecodeAuthorizationMessage'> = {
  name: 'DecodeAuthorizationMessage',
  access: 'read',
  demands: () => [{ action: 'sts:DecodeAuthorizationMessage', resource: '*', context: [] }],
  run: async ({ EncodedMessage }, { caller: { accountId }, secrets }) => {
    const DecodedMessage = decode(EncodedMessage, accountId, secrets);
    if (DecodedMessage !== undefined) return { DecodedMessage };
    throw new IamError(
      'InvalidAuthorizationMessageException',
      'EncodedMessage is not an authorization message of this account.',
    );
  },
};
