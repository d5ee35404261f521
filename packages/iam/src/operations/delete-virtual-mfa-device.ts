// DeleteVirtualMFADevice.
import { IamError } from '../errors.js';
import { demandOnMfaDevice, getMfaDevice } from '../find-mfa-device.js';
import type { Operation } from '../operation.js';
import { MFA_DEVICES } from '../tables/mfa-devices.js';

/** Deletes a device that nobody uses (IAM API Reference, "DeleteVirtualMFADevice"). */
export const deleteVirtualMfaDevice: Operation<'DeleteVirtualMFADevice'> = {
  name: 'DeleteVirtualMFADevice',
  access: 'write',
  demands: ({ SerialNumber }, scope) =>
    demandOnMfaDevice('iam:DeleteVirtualMFADevice', SerialNumber, scope),
  run: async ({ SerialNumber }, scope) => {
    const device = await getMfaDevice(SerialNumber, scope);
    if (device.ownerId !== undefined) {
      throw new IamError(
        'DeleteConflict',
        'Cannot delete entity, must deactivate MFA device first.',
      );
    }
    await scope.store.remove(MFA_DEVICES, device);
    return undefined;
  },
};
