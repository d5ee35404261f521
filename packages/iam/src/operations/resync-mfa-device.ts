// ResyncMFADevice.

import { getCredentialOwner } from '../credential-owner.js';
import { getMfaDeviceOf } from '../find-mfa-device.js';
import { demandOnUser } from '../find-user.js';
import { checkMfaCodes } from '../mfa-codes.js';
import type { Operation } from '../operation.js';
import { MFA_DEVICES } from '../tables/mfa-devices.js';

/** 120 steps: an hour. */
const TOLERANCE = 120;

/**
 * Learns from two consecutive codes how far the clock of a user's device is off (IAM API Reference,
 * "ResyncMFADevice"; RFC 6238, section 6).
 */
export const resyncMfaDevice: Operation<'ResyncMFADevice'> = {
  name: 'ResyncMFADevice',
  access: 'write',
  demands: ({ UserName }, scope) => demandOnUser('iam:ResyncMFADevice', UserName, scope),
  run: async (input, scope) => {
    const owner = await getCredentialOwner(input.UserName, scope);
    const device = await getMfaDeviceOf(owner, input.SerialNumber, scope);
    await scope.store.replace(MFA_DEVICES, {
      ...device,
      ...checkMfaCodes(device, input, TOLERANCE, scope),
    });
    return undefined;
  },
};
