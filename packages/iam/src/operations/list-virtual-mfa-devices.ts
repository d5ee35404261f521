// ListVirtualMFADevices.
import type { OutputOf } from '@ostiary/api';
import { describeOwnerAsUser } from '../describe-user.js';
import { mfaDeviceArn } from '../find-mfa-device.js';
import type { Operation, ReadScope } from '../operation.js';
import { listRows, onlyMatching, page } from '../paging.js';
import { MFA_DEVICES, type MfaDevice } from '../tables/mfa-devices.js';

type Shape = OutputOf<'ListVirtualMFADevices'>['VirtualMFADevices'][number];

/** Lists the devices of the account, or those that are in use, or not (IAM API Reference, "ListVirtualMFADevices"). */
export const listVirtualMfaDevices: Operation<'ListVirtualMFADevices'> = {
  name: 'ListVirtualMFADevices',
  access: 'read',
  demands: (_, scope) => [
    {
      action: 'iam:ListVirtualMFADevices',
      resource: mfaDeviceArn(scope, { path: '/', name: '' }),
      context: [],
    },
  ],
  run: async (input, scope) => {
    const { AssignmentStatus: status = 'Any' } = input;
    const devices = onlyMatching(
      listRows(scope, MFA_DEVICES),
      ({ ownerId }) => status === 'Any' || (status === 'Assigned') === (ownerId !== undefined),
    );
    const { items, ending } = await page('ListVirtualMFADevices', input, devices, scope);
    const shapes = await Promise.all(items.map((device) => describeDevice(device, scope)));
    return { VirtualMFADevices: shapes, ...ending };
  },
};

async function describeDevice(
  { serialNumber, ownerId, enableDate }: MfaDevice,
  scope: ReadScope,
): Promise<Shape> {
  if (ownerId === undefined || enableDate === undefined) return { SerialNumber: serialNumber };
  const user = await describeOwnerAsUser(ownerId, scope);
  return {
    SerialNumber: serialNumber,
    EnableDate: new Date(enableDate),
    ...(user && { User: user }),
  };
}
