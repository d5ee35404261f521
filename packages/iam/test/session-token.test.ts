// Session tokens that are not what STS gave out, each beside the one that is.
import { EncryptJWT, SignJWT } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import { proves, type SigningCredentials, whoSigns } from './who-signs.js';
import { arnOf, credentialsIn, MAIN, openWorld, trusts } from './world.js';

const bob = `arn:aws:iam::${MAIN}:user/bob`;

async function openWithSession() {
  const world = await openWorld();
  const { key } = await world.createUser('bob');
  const { arn: RoleArn, roleId } = await world.createRole('ops', trusts(bob));
  const input = { RoleArn, RoleSessionName: 's1' };
  const assume = async () => credentialsIn(await world.call('AssumeRole', input, key));
  return { ...world, key, RoleArn, roleId, assume, credentials: await assume() };
}

type World = Awaited<ReturnType<typeof openWithSession>>;

const unknown = {
  code: 'InvalidClientTokenId',
  message: 'expected a known and active access key and session token, found another one',
};

describe('a session token', () => {
  let world: World;
  let credentials: SigningCredentials & { readonly sessionToken: string };
  beforeAll(async () => {
    world = await openWithSession();
    ({ credentials } = world);
  });

  it('signs as it was given, and tells nothing', async () => {
    expect(await whoSigns(world.iam, credentials)).toMatchObject({ sessionName: 's1' });
    const [header = '', encryptedKey, ...sealed] = credentials.sessionToken.split('.');
    const { kid, ...algorithms } = JSON.parse(Buffer.from(header, 'base64url').toString());
    expect(algorithms).toEqual({ alg: 'dir', enc: 'A256GCM' });
    expect(kid).toMatch(/^[0-9a-f]{16}$/);
    expect(encryptedKey).toBe('');
    expect(Buffer.from(sealed.join(''), 'base64url').toString('latin1')).not.toContain(MAIN);
  });

  it.each([0, 1, 290, 500, 501, 502, 503, 4095, 4096])(
    'has at least the size that is asked for, %i bytes, and signs as any other',
    async (MinimumSessionTokenSize) => {
      const { call, iam, key, RoleArn } = world;
      const assumed = await call(
        'AssumeRole',
        { RoleArn, RoleSessionName: 's1', MinimumSessionTokenSize },
        key,
      );
      const own = await call('GetSessionToken', { MinimumSessionTokenSize }, key);
      for (const given of [credentialsIn(assumed), credentialsIn(own)]) {
        const { length } = given.sessionToken;
        expect(length).toBeGreaterThanOrEqual(MinimumSessionTokenSize);
        if (MinimumSessionTokenSize < 200) expect(length).toBe(credentials.sessionToken.length);
        expect(await whoSigns(iam, given)).toBeDefined();
      }
    },
  );

  it.each([-1, 4097])('cannot have a size of %i bytes', async (MinimumSessionTokenSize) => {
    const { call, key, RoleArn } = world;
    const input = { RoleArn, RoleSessionName: 's1', MinimumSessionTokenSize };
    await expect(call('AssumeRole', input, key)).rejects.toMatchObject({ code: 'ValidationError' });
    await expect(call('GetSessionToken', { MinimumSessionTokenSize }, key)).rejects.toMatchObject({
      code: 'ValidationError',
    });
  });

  it('is refused with any one character changed', async () => {
    const { sessionToken } = credentials;
    for (let at = 0; at < sessionToken.length; at++) {
      const other = sessionToken[at] === 'A' ? 'B' : 'A';
      const changed = `${sessionToken.slice(0, at)}${other}${sessionToken.slice(at + 1)}`;
      const query = { ...queryOf(credentials), sessionToken: changed };
      expect(await world.iam.signingKeys(query), `character ${at}`).toBeUndefined();
    }
    expect(await world.iam.signingKeys(queryOf(credentials))).toBeDefined();
  });

  it.each<readonly [string, (token: string) => string | Promise<string>]>([
    ['cut', (token) => token.slice(0, -1)],
    ['without its tag', (token) => token.slice(0, token.lastIndexOf('.') + 1)],
    ['with something after it', (token) => `${token}A`],
    ['padded', (token) => `${token}=`],
    ['longer than any', (token) => `${token}${'A'.repeat(20_000)}`],
    ['empty', () => ''],
    ['a word', () => 'token'],
    ['of another deployment', async () => (await openWithSession()).credentials.sessionToken],
    ['of another key', async () => (await world.assume()).sessionToken],
    ['under an unknown key id', () => seal({ alg: 'dir', enc: 'A256GCM', kid: '0'.repeat(16) })],
    ['under no key id', () => seal({ alg: 'dir', enc: 'A256GCM' })],
    ['under a key of its own, by the id of the right one', (token) => seal(headerOf(token))],
    ['by another algorithm', (token) => seal({ ...headerOf(token), alg: 'A256KW' })],
    ['by a weaker cipher', (token) => seal({ ...headerOf(token), enc: 'A128GCM' }, 16)],
    ['signed and not encrypted', () => signed()],
    ['unsecured', () => 'eyJhbGciOiJub25lIn0.eyJhY2MiOiIxMjM0NTY3ODkwMTIifQ.'],
  ])('is refused when it is %s', async (_, change) => {
    const sessionToken = await change(credentials.sessionToken);
    await expect(whoSigns(world.iam, { ...credentials, sessionToken })).rejects.toMatchObject(
      unknown,
    );
    expect(await whoSigns(world.iam, credentials)).toMatchObject({ type: 'AssumedRole' });
  });

  it('does not make up for a wrong secret, nor a missing token', async () => {
    const wrong = { ...credentials, secretAccessKey: 'other' };
    await expect(whoSigns(world.iam, wrong)).rejects.toMatchObject({
      code: 'SignatureDoesNotMatch',
    });
    const { sessionToken: _, ...bare } = credentials;
    await expect(whoSigns(world.iam, bare)).rejects.toMatchObject(unknown);
  });

  it('signs for a long-term key no more than that key without it', async () => {
    const { key, iam } = world;
    const { sessionToken } = credentials;
    await expect(whoSigns(iam, { ...key, sessionToken })).rejects.toMatchObject(unknown);
    expect(await whoSigns(iam, key)).toMatchObject({ type: 'User' });
  });
});

describe('a session', () => {
  it('ends at its expiration, to the second, also when its row is swept', async () => {
    const { iam, credentials, pass, now } = await openWithSession();
    pass(3599);
    expect(await proves(iam, credentials, now())).toMatchObject({
      principal: { sessionName: 's1' },
    });
    expect(await iam.sweepSessions()).toBe(0);
    pass(1);
    const expired = proves(iam, credentials, now());
    await expect(expired).rejects.toMatchObject({ code: 'ExpiredToken' });
    expect(await iam.sweepSessions()).toBe(1);
    const swept = proves(iam, credentials, now());
    await expect(swept).rejects.toMatchObject({ code: 'ExpiredToken' });
  });

  it('has no policies once it has expired', async () => {
    const { iam, credentials, pass } = await openWithSession();
    const principal = await whoSigns(iam, credentials);
    expect(await iam.policies(principal)).toBeDefined();
    pass(3600);
    expect(await iam.policies(principal)).toBeUndefined();
  });

  it('ends at once when its role is deleted, and not for who has the name next', async () => {
    const { iam, credentials, rootOf, createRole } = await openWithSession();
    const principal = await whoSigns(iam, credentials);
    await iam.execute('DeleteRole', { RoleName: 'ops' }, rootOf(MAIN));
    await expect(whoSigns(iam, credentials)).rejects.toMatchObject(unknown);
    await createRole('ops', { Statement: trusts(`arn:aws:iam::${MAIN}:root`).Statement });
    await expect(whoSigns(iam, credentials)).rejects.toMatchObject(unknown);
    expect(await iam.policies(principal)).toBeUndefined();
  });

  it('ends at once when it is revoked, alone or with all of its role', async () => {
    const { iam, assume, credentials, RoleArn } = await openWithSession();
    const { accessKeyId } = credentials;
    const principal = await whoSigns(iam, credentials);
    const others = [await assume(), await assume()];
    expect(await iam.revokeSessions({ accessKeyId })).toBe(1);
    await expect(whoSigns(iam, credentials)).rejects.toMatchObject(unknown);
    expect(await iam.policies(principal)).toBeUndefined();
    for (const other of others) expect(await whoSigns(iam, other)).toBeDefined();

    expect(await iam.revokeSessions({ principalArn: arnOf(RoleArn) })).toBe(2);
    for (const other of others) await expect(whoSigns(iam, other)).rejects.toMatchObject(unknown);
    expect(await whoSigns(iam, await assume())).toBeDefined();
  });

  it('is denied by the policy with which AWS revokes sessions, by when it was issued', async () => {
    const { allow, assume, call, credentials, pass, roleId, now } = await openWithSession();
    await allow(MAIN, roleId, {
      Version: '2012-10-17',
      Statement: { Effect: 'Allow', Action: 'iam:GetRole', Resource: '*' },
    });
    const getRole = (by: SigningCredentials) => call('GetRole', { RoleName: 'ops' }, by);
    await expect(getRole(credentials)).resolves.toBeDefined();
    pass(1);
    await allow(MAIN, roleId, {
      Version: '2012-10-17',
      Statement: {
        ...{ Effect: 'Deny', Action: '*', Resource: '*' },
        Condition: { DateLessThan: { 'aws:TokenIssueTime': now().toISOString() } },
      },
    });
    await expect(getRole(credentials)).rejects.toMatchObject({ code: 'AccessDenied' });
    await expect(getRole(await assume())).resolves.toBeDefined();
  });

  it.each([
    { principalArn: arnOf(`arn:aws:iam::${MAIN}:role/missing`) },
    { principalArn: arnOf('arn:aws:iam:::role/nowhere') },
    { accessKeyId: 'ASIAMISSING' },
  ])('that nobody has cannot be revoked: %j', async (selection) => {
    const { iam } = await openWithSession();
    await expect(iam.revokeSessions(selection)).rejects.toMatchObject({ code: 'NoSuchEntity' });
  });

  it('shows neither its secret nor its token in what is stored and recorded', async () => {
    const { store, credentials } = await openWithSession();
    const { SESSIONS } = await import('../src/tables/sessions.js');
    const rows = await store.read((reader) => reader.list(SESSIONS, { accountId: MAIN }));
    const kept = JSON.stringify([rows, await store.changes(0, 100)]);
    expect(kept).toContain(credentials.accessKeyId);
    expect(kept).not.toContain(credentials.secretAccessKey);
    expect(kept).not.toContain(credentials.sessionToken);
  });
});

function queryOf({ accessKeyId, sessionToken = '' }: SigningCredentials) {
  const scope = { date: '20261124', region: 'eu-west-1', service: 'notes' };
  return { accessKeyId, sessionToken, scope };
}

function headerOf(token: string): { alg: string; enc: string; kid: string } {
  return JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString());
}

/** A token that says what ours say, under a key that is not ours. */
function seal(header: { alg: string; enc: string; kid?: string }, keyBytes = 32): Promise<string> {
  return new EncryptJWT({ acc: MAIN, sid: 'session' })
    .setProtectedHeader(header)
    .setExpirationTime('2h')
    .encrypt(new Uint8Array(keyBytes));
}

function signed(): Promise<string> {
  return new SignJWT({ acc: MAIN, sid: 'session' })
    .setProtectedHeader({ alg: 'HS256' })
    .setExpirationTime('2h')
    .sign(new Uint8Array(32));
}
