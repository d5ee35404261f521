// The virtual MFA device that an operation is about.
import { isArn } from '@ostiary/policy';
import type { CredentialOwner } from './credential-owner.js';
import { resourceTags } from './demand-context.js';
import { entityArn } from './entity-arn.js';
import { IamError } from './errors.js';
import type { Demand, OperationScope, ReadScope } from './operation.js';
import { MFA_DEVICES, type MfaDevice } from './tables/mfa-devices.js';

/** `arn:aws:iam::123456789012:mfa/path/name` */
export function mfaDeviceArn(
  { partition, caller }: OperationScope,
  { path, name }: { readonly path: string; readonly name: string },
): string {
  return entityArn({ partition, accountId: caller.accountId, kind: 'mfa', path, name });
}

/**
 * The device of this serial number.
 *
 * @throws IamError NoSuchEntity
 */
export async function getMfaDevice(serialNumber: string, scope: ReadScope): Promise<MfaDevice> {
  const device = await findMfaDevice(serialNumber, scope);
  if (device === undefined) {
    throw new IamError(
      'NoSuchEntity',
      `VirtualMFADevice with serial number ${serialNumber} doesn't exist.`,
    );
  }
  return device;
}

/**
 * The device of this serial number, which is enabled for an owner.
 *
 * @throws IamError NoSuchEntity
 */
export async function getMfaDeviceOf(
  { ownerId }: CredentialOwner,
  serialNumber: string,
  scope: ReadScope,
): Promise<MfaDevice> {
  const device = await getMfaDevice(serialNumber, scope);
  if (device.ownerId !== ownerId) {
    throw new IamError('NoSuchEntity', 'MFA Device invalid for user.');
  }
  return device;
}

/** What is demanded on a device: its ARN is its serial number, whether it is there or not. */
export async function demandOnMfaDevice(
  action: string,
  serialNumber: string,
  scope: ReadScope,
  context: Demand['context'] = [],
): Promise<readonly [Demand]> {
  const device = await findMfaDevice(serialNumber, scope);
  const isNamed = isArn(serialNumber);
  const resource = isNamed ? serialNumber : mfaDeviceArn(scope, { path: '/', name: serialNumber });
  return [{ action, resource, context, tags: resourceTags(device?.tags ?? []) }];
}

function findMfaDevice(
  serialNumber: string,
  { store, caller }: ReadScope,
): Promise<MfaDevice | undefined> {
  return store.find(MFA_DEVICES, 'serial', caller.accountId, [serialNumber]);
}
