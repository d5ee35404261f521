// EnableMFADevice.
import { checkQuota } from '../check-quota.js';
import { IamError } from '../errors.js';
import { getMfaDevice } from '../find-mfa-device.js';
import { demandOnUser, getUserByName } from '../find-user.js';
import { checkMfaCodes } from '../mfa-codes.js';
import type { Operation } from '../operation.js';
import { MFA_DEVICES } from '../tables/mfa-devices.js';

/** Ten steps: five minutes. */
const TOLERANCE = 10;

/**
 * Makes a device that of a user, who shows two consecutive codes of it (IAM API Reference,
 * "EnableMFADevice").
 */
export const enableMfaDevice: Operation<'EnableMFADevice'> = {
  name: 'EnableMFADevice',
  access: 'write',
  demands: ({ UserName }, scope) => demandOnUser('iam:EnableMFADevice', UserName, scope),
  run: async (input, scope) => {
    const { store, caller, quotas, now } = scope;
    const { accountId } = caller;
    const { userId } = await getUserByName(input.UserName, scope);
    const device = await getMfaDevice(input.SerialNumber, scope);
    if (device.ownerId !== undefined) {
      throw new IamError(
        'EntityAlreadyExists',
        `MFA Device ${input.SerialNumber} is in use already.`,
      );
    }
    const range = { accountId, index: 'owner', prefix: [userId] } as const;
    const present = await store.count(MFA_DEVICES, range);
    checkQuota('MFADevicesPerUser', present, quotas.MFADevicesPerUserQuota);
    await store.replace(MFA_DEVICES, {
      ...device,
      ...checkMfaCodes(device, input, TOLERANCE, scope),
      ownerId: userId,
      enableDate: now.toISOString(),
    });
    return undefined;
  },
};
