// CreateVirtualMFADevice.
import { generateURI } from 'otplib';
import QRCode from 'qrcode';
import { requestTags } from '../demand-context.js';
import { IamError } from '../errors.js';
import { mfaDeviceArn } from '../find-mfa-device.js';
import type { Operation } from '../operation.js';
import { DEPLOYMENT } from '../store.js';
import { storeUnique } from '../store-unique.js';
import { ACCOUNTS } from '../tables/accounts.js';
import { MFA_DEVICES, type MfaDevice, seedOwner } from '../tables/mfa-devices.js';
import { addTags, describeTags } from '../tags.js';
import { BASE32 } from '../unique-id.js';

const SEED_LENGTH = 64;
/** No operation takes a longer one. */
const MAX_SERIAL_NUMBER_LENGTH = 256;
const ISSUER = 'Ostiary';

/**
 * Makes a virtual MFA device. Its seed is in this answer, as text and as a QR code for an
 * authenticator app, and nowhere else, but sealed in the store (IAM API Reference,
 * "CreateVirtualMFADevice").
 */
export const createVirtualMfaDevice: Operation<'CreateVirtualMFADevice'> = {
  name: 'CreateVirtualMFADevice',
  access: 'write',
  demands: ({ VirtualMFADeviceName: name, Path: path = '/', Tags }, scope) => [
    {
      action: 'iam:CreateVirtualMFADevice',
      resource: mfaDeviceArn(scope, { path, name }),
      context: requestTags(Tags),
    },
  ],
  prepare: async ({ VirtualMFADeviceName: name, Path: path = '/', Tags }, scope) => {
    const { caller, secrets, now, read } = scope;
    const { accountId } = caller;
    const serialNumber = mfaDeviceArn(scope, { path, name });
    if (serialNumber.length > MAX_SERIAL_NUMBER_LENGTH) {
      throw new IamError(
        'ValidationError',
        'The path and the name of the device are too long for a serial number of 256 characters.',
      );
    }
    const account = await read((store) => store.get(ACCOUNTS, DEPLOYMENT, [accountId]));
    const seed = secrets.randomText(BASE32, SEED_LENGTH);
    const label = `${name}@${account?.alias ?? accountId}`;
    const image = await QRCode.toBuffer(generateURI({ issuer: ISSUER, label, secret: seed }));
    const deviceId = secrets.randomText(BASE32, 21);
    const device: MfaDevice = {
      ...{ accountId, deviceId, serialNumber },
      createDate: now.toISOString(),
      tags: addTags([], Tags),
      seed: secrets.seal(seed, seedOwner({ accountId, deviceId })),
      stepOffset: 0,
    };
    return async ({ store }) => {
      const taken = 'MFADevice entity at the same path and name already exists.';
      await storeUnique(store, 'insert', MFA_DEVICES, device, taken);
      return {
        VirtualMFADevice: {
          SerialNumber: device.serialNumber,
          Base32StringSeed: new TextEncoder().encode(seed),
          QRCodePNG: new Uint8Array(image),
          ...describeTags(device.tags),
        },
      };
    };
  },
};
