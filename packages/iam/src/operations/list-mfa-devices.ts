// ListMFADevices.
import type { OutputOf } from '@ostiary/api';
import { demandOnCredentialOwner, describeOwner, getCredentialOwner } from '../credential-owner.js';
import type { Operation } from '../operation.js';
import { listRows, page } from '../paging.js';
import { MFA_DEVICES } from '../tables/mfa-devices.js';

type MfaDeviceShape = OutputOf<'ListMFADevices'>['MFADevices'][number];

/** Lists the devices of a user or of the root user, the oldest first (IAM API Reference, "ListMFADevices"). */
export const listMfaDevices: Operation<'ListMFADevices'> = {
  name: 'ListMFADevices',
  access: 'read',
  demands: ({ UserName }, scope) => demandOnCredentialOwner('iam:ListMFADevices', UserName, scope),
  run: async (input, scope) => {
    const owner = await getCredentialOwner(input.UserName, scope);
    const devices = listRows(scope, MFA_DEVICES, { index: 'owner', prefix: [owner.ownerId] });
    const { items, ending } = await page('ListMFADevices', input, devices, scope);
    const shapes = items.map(
      ({ serialNumber, enableDate }): Partial<MfaDeviceShape> => ({
        ...describeOwner(owner),
        SerialNumber: serialNumber,
        ...(enableDate !== undefined && { EnableDate: new Date(enableDate) }),
      }),
    );
    // The shape says that every device has the name of a user; one of the root user has none.
    return { MFADevices: shapes as readonly MfaDeviceShape[], ...ending };
  },
};
