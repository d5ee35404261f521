// DeactivateMFADevice.
import { demandOnCredentialOwner, getCredentialOwner } from '../credential-owner.js';
import { getMfaDeviceOf } from '../find-mfa-device.js';
import type { Operation } from '../operation.js';
import { MFA_DEVICES } from '../tables/mfa-devices.js';

/** Takes a device from its user; it can be enabled again (IAM API Reference, "DeactivateMFADevice"). */
export const deactivateMfaDevice: Operation<'DeactivateMFADevice'> = {
  name: 'DeactivateMFADevice',
  access: 'write',
  demands: ({ UserName }, scope) =>
    demandOnCredentialOwner('iam:DeactivateMFADevice', UserName, scope),
  run: async ({ UserName, SerialNumber }, scope) => {
    const owner = await getCredentialOwner(UserName, scope);
    const device = await getMfaDeviceOf(owner, SerialNumber, scope);
    const free = { ...device, ownerId: undefined, enableDate: undefined };
    await scope.store.replace(MFA_DEVICES, free);
    return undefined;
  },
};
