// A code of an MFA device in a call of AssumeRole, through the gate: it counts for the trust policy.
import {
  CreateRoleCommand,
  CreateVirtualMFADeviceCommand,
  EnableMFADeviceCommand,
} from '@aws-sdk/client-iam';
import { AssumeRoleCommand, GetSessionTokenCommand, STSClient } from '@aws-sdk/client-sts';
import { generateSync } from 'otplib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ACCOUNT_ID, type ControlPlane, startControlPlane } from './control-plane.js';
import { createUser, rootClient } from './guarded-notes.js';
import type { Key } from './raw-call.js';

const STEP_SECONDS = 30;

let plane: ControlPlane;
let bob: Key;
let SerialNumber: string | undefined;
let secret: string;
let time = Math.floor(Date.now() / 1000);

/** Each code counts once, so that the clock of the control plane moves from code to code. */
const showCode = () => {
  time += 2 * STEP_SECONDS;
  plane.moveClock(2 * STEP_SECONDS * 1000);
  return { SerialNumber, TokenCode: generateSync({ secret, epoch: time }) };
};

const stsOf = ({ url }: ControlPlane, credentials: Key) =>
  new STSClient({ endpoint: url, region: 'us-east-1', credentials });
const assume = async (credentials: Key, proof: object = {}) => {
  const RoleArn = `arn:aws:iam::${ACCOUNT_ID}:role/safe`;
  const input = { RoleArn, RoleSessionName: 's1', ...proof };
  // The clock of the control plane is ahead: the signature has to be of its time.
  const sts = stsOf(plane, credentials);
  sts.config.systemClockOffset = time * 1000 - Date.now();
  return (await sts.send(new AssumeRoleCommand(input))).AssumedRoleUser?.Arn;
};

beforeAll(async () => {
  plane = await startControlPlane();
  const iam = rootClient(plane);
  bob = await createUser(iam, 'bob');
  const made = await iam.send(new CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: 'phone' }));
  SerialNumber = made.VirtualMFADevice?.SerialNumber;
  secret = new TextDecoder().decode(made.VirtualMFADevice?.Base32StringSeed);
  await iam.send(
    new EnableMFADeviceCommand({
      ...{ UserName: 'bob', SerialNumber },
      AuthenticationCode1: generateSync({ secret, epoch: time - STEP_SECONDS }),
      AuthenticationCode2: generateSync({ secret, epoch: time }),
    }),
  );
  const AssumeRolePolicyDocument = JSON.stringify({
    Version: '2012-10-17',
    Statement: {
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${ACCOUNT_ID}:user/bob` },
      Action: 'sts:AssumeRole',
      Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
    },
  });
  await iam.send(new CreateRoleCommand({ RoleName: 'safe', AssumeRolePolicyDocument }));
});
afterAll(() => plane.close());

it('opens a role that wants MFA to a session without it', async () => {
  const { Credentials } = await stsOf(plane, bob).send(new GetSessionTokenCommand({}));
  const session = {
    accessKeyId: Credentials?.AccessKeyId ?? '',
    secretAccessKey: Credentials?.SecretAccessKey ?? '',
    sessionToken: Credentials?.SessionToken ?? '',
  };
  const assumed = `arn:aws:sts::${ACCOUNT_ID}:assumed-role/safe/s1`;
  for (const credentials of [bob, session]) {
    await expect(assume(credentials)).rejects.toMatchObject({ name: 'AccessDenied' });
    const code = showCode();
    const wrong = { ...code, TokenCode: code.TokenCode === '000000' ? '000001' : '000000' };
    await expect(assume(credentials, wrong)).rejects.toMatchObject({ name: 'AccessDenied' });
    expect(await assume(credentials, code)).toBe(assumed);
    await expect(assume(credentials, code)).rejects.toMatchObject({ name: 'AccessDenied' });
  }
});
