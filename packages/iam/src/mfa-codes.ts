// Two consecutive codes of a device, which prove that it is at hand and say how its clock goes.
import { IamError } from './errors.js';
import type { OperationScope } from './operation.js';
import { type MfaDevice, seedOwner } from './tables/mfa-devices.js';
import { findTimeStep, timeStepAt } from './totp.js';

/** The members that carry them. */
export interface MfaCodes {
  readonly AuthenticationCode1: string;
  readonly AuthenticationCode2: string;
}

/**
 * What is known of the device's clock after it showed these codes.
 *
 * @throws IamError InvalidAuthenticationCode
 */
export function checkMfaCodes(
  device: MfaDevice,
  { AuthenticationCode1, AuthenticationCode2 }: MfaCodes,
  tolerance: number,
  { secrets, now }: OperationScope,
): Pick<MfaDevice, 'lastTimeStep' | 'stepOffset'> {
  const lastTimeStep = findTimeStep({
    seed: secrets.open(device.seed, seedOwner(device)),
    codes: [AuthenticationCode1, AuthenticationCode2],
    now,
    tolerance,
    after: device.lastTimeStep,
  });
  if (lastTimeStep === undefined) {
    throw new IamError('InvalidAuthenticationCode', 'Authentication code for device is not valid.');
  }
  return { lastTimeStep, stepOffset: lastTimeStep - timeStepAt(now) };
}
