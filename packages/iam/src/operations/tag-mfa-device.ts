// TagMFADevice.
import { requestTags } from '../demand-context.js';
import { demandOnMfaDevice, getMfaDevice } from '../find-mfa-device.js';
import type { Operation } from '../operation.js';
import { MFA_DEVICES } from '../tables/mfa-devices.js';
import { addTags } from '../tags.js';

/** Puts tags on a device (IAM API Reference, "TagMFADevice"). */
export const tagMfaDevice: Operation<'TagMFADevice'> = {
  name: 'TagMFADevice',
  access: 'write',
  demands: ({ SerialNumber, Tags }, scope) =>
    demandOnMfaDevice('iam:TagMFADevice', SerialNumber, scope, requestTags(Tags)),
  run: async ({ SerialNumber, Tags }, scope) => {
    const device = await getMfaDevice(SerialNumber, scope);
    await scope.store.replace(MFA_DEVICES, { ...device, tags: addTags(device.tags, Tags) });
    return undefined;
  },
};
