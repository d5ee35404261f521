// What the code of an MFA device proves about who asks for a session.
import { IamError } from './errors.js';
import { findUser } from './find-user.js';
import type { ReadScope, WriteScope } from './operation.js';
import { MFA_DEVICES, type MfaDevice, seedOwner } from './tables/mfa-devices.js';
import { findTimeStepOf } from './totp.js';

/** The members of an input that carry the proof. */
export interface MultiFactorInput {
  readonly SerialNumber?: string | undefined;
  readonly TokenCode?: string | undefined;
}

/** A code that was right. */
export interface MultiFactorProof {
  /** When it was shown. */
  readonly date: string;
  /** The device, for which this code and those before it count no more. */
  readonly device: MfaDevice;
}

/** Steps of 30 seconds that a code may be early or late. */
const TOLERANCE = 1;

/**
 * Checks the code of the caller's own device, which no policy can do without; undefined when the
 * caller shows none. It is spent by `spendCode` alone.
 *
 * @throws IamError `AccessDenied` in AWS's words
 */
export async function findMultiFactorProof(
  { SerialNumber, TokenCode }: MultiFactorInput,
  scope: ReadScope,
): Promise<MultiFactorProof | undefined> {
  if (SerialNumber === undefined && TokenCode === undefined) return undefined;
  if (SerialNumber === undefined || TokenCode === undefined) {
    throw refused(', must provide both MFA serial number and one time pass code.');
  }
  const { store, caller, secrets, now, guesses } = scope;
  const { accountId } = caller;
  const device = await store.find(MFA_DEVICES, 'serial', accountId, [SerialNumber]);
  if (device?.ownerId === undefined || device.ownerId !== (await callerId(scope))) {
    throw refused(
      ', unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user.',
    );
  }
  const guessed = `${accountId} ${device.deviceId}`;
  if (guesses.isSpent(guessed, now)) throw invalidCode();
  const lastTimeStep = findTimeStepOf({
    seed: secrets.open(device.seed, seedOwner(device)),
    ...{ code: TokenCode, now, offset: device.stepOffset, tolerance: TOLERANCE },
    after: device.lastTimeStep,
  });
  if (lastTimeStep === undefined) {
    guesses.missed(guessed, now);
    throw invalidCode();
  }
  guesses.hit(guessed);
  return { date: now.toISOString(), device: { ...device, lastTimeStep } };
}

/** Sees to it that the code counts this once; answers when it was shown. */
export async function spendCode(
  proof: MultiFactorProof | undefined,
  { store }: WriteScope,
): Promise<string | undefined> {
  if (proof === undefined) return undefined;
  await store.replace(MFA_DEVICES, proof.device);
  return proof.date;
}

/** The unique id by which a device knows its owner; undefined for callers who can have none. */
async function callerId(scope: ReadScope): Promise<string | undefined> {
  const { principal, accountId } = scope.caller;
  if (principal.type === 'Root') return accountId;
  if (principal.type !== 'User') return undefined;
  return principal.userId ?? (await findUser(principal.userName, scope))?.userId;
}

function invalidCode(): IamError {
  return refused(' with invalid MFA one time pass code. ');
}

function refused(why: string): IamError {
  return new IamError('AccessDenied', `MultiFactorAuthentication failed${why}`);
}
