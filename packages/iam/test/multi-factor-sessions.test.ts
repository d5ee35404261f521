// Codes of MFA devices, shown to STS.
import { describe, expect, it } from 'vitest';
import { showCode, showTwoCodes } from './show-codes.js';
import { proves } from './who-signs.js';
import { credentialsIn, MAIN, openWorld, trusts } from './world.js';

const bob = `arn:aws:iam::${MAIN}:user/bob`;

/** Bob with his phone, which he has just enabled, and a role that wants MFA. */
async function openWithPhone() {
  const world = await openWorld();
  const root = world.rootOf(MAIN);
  const { key, userId } = await world.createUser('bob');
  const made = await world.iam.execute(
    'CreateVirtualMFADevice',
    { VirtualMFADeviceName: 'phone' },
    root,
  );
  const { SerialNumber, Base32StringSeed } = made.VirtualMFADevice;
  const seed = new TextDecoder().decode(Base32StringSeed);
  const enable = { UserName: 'bob', SerialNumber, ...showTwoCodes(seed, world.now()) };
  world.pass(30);
  await world.iam.execute('EnableMFADevice', enable, root);
  world.pass(90);
  const condition = {
    Bool: { 'aws:MultiFactorAuthPresent': 'true' },
    NumericLessThan: { 'aws:MultiFactorAuthAge': '3600' },
  };
  const { arn: RoleArn } = await world.createRole('safe', trusts(bob, { condition }));
  const code = () => ({ SerialNumber, TokenCode: showCode(seed, world.now()) });
  const sessionToken = (proof: object = {}) => world.call('GetSessionToken', proof, key);
  const assume = (proof: object = {}, by = key) =>
    world.call('AssumeRole', { RoleArn, RoleSessionName: 's1', ...proof }, by);
  return { ...world, key, userId, SerialNumber, seed, code, sessionToken, assume };
}

const invalidCode = {
  code: 'AccessDenied',
  message: 'MultiFactorAuthentication failed with invalid MFA one time pass code. ',
};

describe('the code of an MFA device', () => {
  it('makes a session token one with MFA, whose age grows', async () => {
    const { iam, sessionToken, code, pass, now } = await openWithPhone();
    const credentials = credentialsIn(await sessionToken(code()));
    pass(100);
    const { context } = await proves(iam, credentials, now());
    expect(context).toContainEqual(['aws:MultiFactorAuthPresent', 'true']);
    expect(context).toContainEqual(['aws:MultiFactorAuthAge', '100']);
  });

  it('opens a role that wants MFA, by itself or in a session token', async () => {
    const { assume, sessionToken, code, pass } = await openWithPhone();
    await expect(assume()).rejects.toMatchObject({ code: 'AccessDenied' });
    await expect(assume(code())).resolves.toBeDefined();
    pass(60);
    const proven = credentialsIn(await sessionToken(code()));
    await expect(assume({}, proven)).resolves.toBeDefined();
    const plain = credentialsIn(await sessionToken());
    await expect(assume({}, plain)).rejects.toMatchObject({ code: 'AccessDenied' });
    pass(60);
    await expect(assume(code(), plain)).resolves.toBeDefined();
  });

  it('does not make the session of the role one with MFA', async () => {
    const { iam, assume, code, now } = await openWithPhone();
    const { context } = await proves(iam, credentialsIn(await assume(code())), now());
    expect(context).toContainEqual(['aws:MultiFactorAuthPresent', 'false']);
  });

  it('lets a session token call IAM', async () => {
    const { call, sessionToken, code, allow, userId } = await openWithPhone();
    await allow(MAIN, userId, {
      Version: '2012-10-17',
      Statement: { Effect: 'Allow', Action: 'iam:GetUser', Resource: '*' },
    });
    const getUser = async (proof: object) =>
      call('GetUser', {}, credentialsIn(await sessionToken(proof)));
    await expect(getUser(code())).resolves.toBeDefined();
    await expect(getUser({})).rejects.toMatchObject({ code: 'AccessDenied' });
  });

  it('counts once, whichever operation it is shown to', async () => {
    const { assume, sessionToken, code } = await openWithPhone();
    const shown = code();
    await expect(sessionToken(shown)).resolves.toBeDefined();
    await expect(sessionToken(shown)).rejects.toMatchObject(invalidCode);
    await expect(assume(shown)).rejects.toMatchObject(invalidCode);
  });

  it('counts once of many at the same time', async () => {
    const { sessionToken, code } = await openWithPhone();
    const shown = code();
    const tried = await Promise.allSettled(Array.from({ length: 5 }, () => sessionToken(shown)));
    expect(tried.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('counts half a minute early or late, not more', async () => {
    for (const [seconds, counts] of [
      [0, true],
      [30, true],
      [90, false],
    ] as const) {
      const { sessionToken, code, pass } = await openWithPhone();
      const shown = code();
      pass(seconds);
      const asked = sessionToken(shown);
      if (counts) await expect(asked).resolves.toBeDefined();
      else await expect(asked).rejects.toMatchObject(invalidCode);
    }
  });

  it('cannot be guessed: after five wrong ones none counts for five minutes', async () => {
    const { sessionToken, code, SerialNumber, pass } = await openWithPhone();
    const wrong = () =>
      sessionToken({
        SerialNumber,
        TokenCode: code().TokenCode === '000000' ? '000001' : '000000',
      });
    for (let at = 0; at < 4; at++) await expect(wrong()).rejects.toMatchObject(invalidCode);
    await expect(sessionToken(code())).resolves.toBeDefined();
    pass(60);
    for (let at = 0; at < 5; at++) await expect(wrong()).rejects.toMatchObject(invalidCode);
    await expect(sessionToken(code())).rejects.toMatchObject(invalidCode);
    pass(299);
    await expect(sessionToken(code())).rejects.toMatchObject(invalidCode);
    pass(1);
    await expect(sessionToken(code())).resolves.toBeDefined();
  });

  it.each([
    ['of nobody', { SerialNumber: `arn:aws:iam::${MAIN}:mfa/missing`, TokenCode: '123456' }],
    ['without its device', { TokenCode: '123456' }],
    ['without itself', { SerialNumber: `arn:aws:iam::${MAIN}:mfa/phone` }],
  ])('is refused %s', async (_, proof) => {
    const { sessionToken } = await openWithPhone();
    await expect(sessionToken(proof)).rejects.toMatchObject({
      code: 'AccessDenied',
      message: expect.stringMatching(/^MultiFactorAuthentication failed, /),
    });
  });

  it("is refused of another user's device", async () => {
    const { call, createUser, code } = await openWithPhone();
    const { key } = await createUser('carol');
    await expect(call('GetSessionToken', code(), key)).rejects.toMatchObject({
      message: expect.stringMatching(/unable to validate MFA code/),
    });
  });
});
