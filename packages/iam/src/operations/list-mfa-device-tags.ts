// ListMFADeviceTags.
import { demandOnMfaDevice, getMfaDevice } from '../find-mfa-device.js';
import type { Operation } from '../operation.js';
import { listTags } from '../tags.js';

/** Lists the tags of a device by key (IAM API Reference, "ListMFADeviceTags"). */
export const listMfaDeviceTags: Operation<'ListMFADeviceTags'> = {
  name: 'ListMFADeviceTags',
  access: 'read',
  demands: ({ SerialNumber }, scope) =>
    demandOnMfaDevice('iam:ListMFADeviceTags', SerialNumber, scope),
  run: async (input, scope) => {
    const { deviceId, tags } = await getMfaDevice(input.SerialNumber, scope);
    return listTags('ListMFADeviceTags', input, { id: deviceId, tags }, scope);
  },
};
