// GetMFADevice.
import { demandOnCredentialOwner, describeOwner, getCredentialOwner } from '../credential-owner.js';
import { getMfaDeviceOf } from '../find-mfa-device.js';
import type { Operation } from '../operation.js';

/** Says since when a device is that of a user (IAM API Reference, "GetMFADevice"). */
export const getMfaDevice: Operation<'GetMFADevice'> = {
  name: 'GetMFADevice',
  access: 'read',
  demands: ({ UserName }, scope) => demandOnCredentialOwner('iam:GetMFADevice', UserName, scope),
  run: async ({ UserName, SerialNumber }, scope) => {
    const owner = await getCredentialOwner(UserName, scope);
    const { serialNumber, enableDate } = await getMfaDeviceOf(owner, SerialNumber, scope);
    return {
      ...describeOwner(owner),
      SerialNumber: serialNumber,
      ...(enableDate !== undefined && { EnableDate: new Date(enableDate) }),
    };
  },
};
