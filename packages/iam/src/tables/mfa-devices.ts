// Virtual MFA devices: authenticator apps, by the seed they share with us.
import type { SealedSecret } from '../secrets.js';
import type { Row, Table } from '../store.js';
import type { Tags } from './tags.js';

/** A virtual MFA device. */
export interface MfaDevice extends Row {
  readonly deviceId: string;
  /** Its ARN, `arn:aws:iam::123456789012:mfa/alice`. */
  readonly serialNumber: string;
  readonly createDate: string;
  readonly tags: Tags;
  /** 64 characters of base 32, sealed for `seedOwner`. */
  readonly seed: SealedSecret;
  /** Whose it is since it was enabled: the unique id of a user, or the account id for the root user. */
  readonly ownerId?: string | undefined;
  readonly enableDate?: string | undefined;
  /** The time step of the latest code that was taken; no code of it or before counts again. */
  readonly lastTimeStep?: number | undefined;
  /** How many steps its clock is ahead of ours. */
  readonly stepOffset: number;
}

/** All devices, by id; by serial number; those that are enabled by owner, the oldest first. */
export const MFA_DEVICES: Table<MfaDevice, 'serial' | 'owner'> = {
  name: 'mfa_devices',
  key: ({ deviceId }) => [deviceId],
  indexes: {
    serial: { scope: 'account', key: ({ serialNumber }) => [serialNumber] },
    owner: {
      scope: 'account',
      key: ({ ownerId, enableDate, deviceId }) =>
        ownerId === undefined || enableDate === undefined
          ? undefined
          : [ownerId, enableDate, deviceId],
    },
  },
};

/** Whom the seed of a device is sealed for. */
export function seedOwner({
  accountId,
  deviceId,
}: Pick<MfaDevice, 'accountId' | 'deviceId'>): readonly string[] {
  return ['mfa-seed', accountId, deviceId];
}
