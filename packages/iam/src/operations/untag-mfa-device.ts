// UntagMFADevice.
import { tagKeys } from '../demand-context.js';
import { demandOnMfaDevice, getMfaDevice } from '../find-mfa-device.js';
import type { Operation } from '../operation.js';
import { MFA_DEVICES } from '../tables/mfa-devices.js';
import { removeTags } from '../tags.js';

/** Takes tags off a device (IAM API Reference, "UntagMFADevice"). */
export const untagMfaDevice: Operation<'UntagMFADevice'> = {
  name: 'UntagMFADevice',
  access: 'write',
  demands: ({ SerialNumber, TagKeys }, scope) =>
    demandOnMfaDevice('iam:UntagMFADevice', SerialNumber, scope, tagKeys(TagKeys)),
  run: async ({ SerialNumber, TagKeys }, scope) => {
    const device = await getMfaDevice(SerialNumber, scope);
    await scope.store.replace(MFA_DEVICES, { ...device, tags: removeTags(device.tags, TagKeys) });
    return undefined;
  },
};
