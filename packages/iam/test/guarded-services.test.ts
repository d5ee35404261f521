// What a guarded service may have of the control plane, and what not even it may.
import { type Principal, parseArn } from '@ostiary/policy';
import { deriveSigningKey, SecretAccessKey } from '@ostiary/sigv4';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Iam, OperationCaller } from '../src/index.js';
import { alice, openIam } from './open-iam.js';

const ROOT_KEY = {
  accessKeyId: 'AKIAROOTEXAMPLE00001',
  secretAccessKey: 'a root secret for tests',
};
const today = { date: '20261124', region: 'eu-west-1', service: 'notes' };
const notes = roleSession('notes', 'AROANOTESNOTESNOTESNO');
const intruder = roleSession('other', 'AROAOTHEROTHEROTHEROT');
const definition = '{"name":"notes"}';

let iam: Iam;
beforeEach(async () => {
  iam = openIam();
  await iam.createAccount({ id: alice.accountId, name: 'main' });
  await iam.ensureRootAccessKey({ accountId: alice.accountId, ...ROOT_KEY });
  await iam.guardedServices.register(notes, { serviceName: 'notes', definition });
});

const ask = (caller: OperationCaller, serviceName: string, scope: typeof today) =>
  iam.guardedServices.signingKey({
    principal: caller.principal,
    serviceName,
    query: { accessKeyId: ROOT_KEY.accessKeyId, scope },
  });

describe('a guarded service', () => {
  it('gets the key of its own name for today, and never the secret', async () => {
    const match = await ask(notes, 'notes', today);
    const secret = new SecretAccessKey(ROOT_KEY.secretAccessKey);
    expect(match?.signingKey).toEqual(await deriveSigningKey(secret, today));
    expect(JSON.stringify(match)).not.toContain(ROOT_KEY.secretAccessKey);
  });

  it.each(['20261123', '20261125'])('gets the key of the day beside, %s', async (date) => {
    expect(await ask(notes, 'notes', { ...today, date })).toBeDefined();
  });

  it('hears of an unknown key that there is none', async () => {
    const query = { accessKeyId: 'AKIAUNKNOWN', scope: today };
    const question = { principal: notes.principal, serviceName: 'notes', query };
    expect(await iam.guardedServices.signingKey(question)).toBeUndefined();
  });

  it.each([
    ['iam', notes, 'notes', { ...today, service: 'iam' }],
    ['sts', notes, 'notes', { ...today, service: 'sts' }],
    ['the channel itself', notes, 'notes', { ...today, service: 'ostiary' }],
    ['another service', notes, 'notes', { ...today, service: 'billing' }],
    ['the day before yesterday', notes, 'notes', { ...today, date: '20261122' }],
    ['the day after tomorrow', notes, 'notes', { ...today, date: '20261126' }],
    ['a service that another role registered', intruder, 'notes', today],
    ['a service that nobody registered', notes, 'billing', { ...today, service: 'billing' }],
    ['iam under its own name', notes, 'iam', { ...today, service: 'iam' }],
    ['a service as a user', alice, 'notes', today],
  ] as const)('is refused keys of %s', async (_what, caller, serviceName, scope) => {
    await expect(ask(caller, serviceName, scope)).rejects.toMatchObject({ code: 'AccessDenied' });
  });
});

describe('registration', () => {
  const register = (caller: OperationCaller, serviceName: string, text = '{}') =>
    iam.guardedServices.register(caller, { serviceName, definition: text });

  it('is kept, and renewed by the same role', async () => {
    await register(notes, 'notes', '{"name":"notes","description":"newer"}');
    expect(await iam.guardedServices.list(alice)).toEqual([
      {
        serviceName: 'notes',
        definition: '{"name":"notes","description":"newer"}',
        registerDate: new Date('2026-11-24T12:00:00Z'),
      },
    ]);
  });

  it.each([
    ['a name that another role has', intruder, 'notes', 'AccessDenied'],
    ['iam', notes, 'iam', 'AccessDenied'],
    ['sts', notes, 'sts', 'AccessDenied'],
    ['ostiary', notes, 'ostiary', 'AccessDenied'],
    ['organizations', notes, 'organizations', 'AccessDenied'],
    ['account', notes, 'account', 'AccessDenied'],
    ['aws', notes, 'aws', 'AccessDenied'],
    ['a user who calls', alice, 'billing', 'AccessDenied'],
    ['a name in upper case', notes, 'Notes', 'ValidationError'],
    ['a name with a slash', notes, 'notes/iam', 'ValidationError'],
  ] as const)('refuses %s', async (_what, caller, serviceName, code) => {
    await expect(register(caller, serviceName)).rejects.toMatchObject({ code });
  });

  it('refuses a definition that is too long', async () => {
    await expect(register(notes, 'notes', ' '.repeat(262_145))).rejects.toMatchObject({
      code: 'ValidationError',
    });
  });

  it('does not pass to a role that was made again under the name', async () => {
    const remade = roleSession('notes', 'AROAREMADEREMADEREMAD');
    await expect(iam.guardedServices.requireOwn(remade.principal, 'notes')).rejects.toMatchObject({
      code: 'AccessDenied',
    });
    await expect(iam.guardedServices.requireOwn(notes.principal, 'notes')).resolves.toBeUndefined();
  });
});

it('the revision grows with each change, and watchers hear of it', async () => {
  const before = await iam.revision();
  const heard: (number | undefined)[] = [];
  const stop = iam.watch((change) => heard.push(change?.revision));
  await iam.execute('CreateUser', { UserName: 'bob' }, alice);
  stop();
  await iam.execute('CreateUser', { UserName: 'carol' }, alice);
  expect(heard).toEqual([before + 1]);
  expect(await iam.revision()).toBe(before + 2);
});

function roleSession(name: string, roleId: string): OperationCaller {
  const principal: Principal = {
    type: 'AssumedRole',
    arn: arn(`arn:aws:sts::123456789012:assumed-role/${name}/one`),
    accountId: alice.accountId,
    roleArn: arn(`arn:aws:iam::123456789012:role/${name}`),
    sessionName: 'one',
    roleId,
  };
  return { ...alice, principal };
}

function arn(text: string) {
  const parsed = parseArn(text);
  if (!parsed.ok) throw new TypeError(text);
  return parsed.value.arn;
}

describe('the uses that a service reports', () => {
  const AccessKeyId = ROOT_KEY.accessKeyId;
  const report = { accessKeyId: AccessKeyId, accountId: alice.accountId, region: 'eu-west-1' };
  const lastUse = async (keyId = AccessKeyId) => {
    await iam.writeUses();
    const input = { AccessKeyId: keyId };
    return (await iam.execute('GetAccessKeyLastUsed', input, alice)).AccessKeyLastUsed;
  };

  it('are the last uses of keys, of its own name', async () => {
    await iam.guardedServices.recordUses(notes.principal, 'notes', [report]);
    expect(await lastUse()).toMatchObject({ ServiceName: 'notes', Region: 'eu-west-1' });
  });

  it.each([
    ['by another role', intruder, 'notes'],
    ['of a service that nobody registered', notes, 'billing'],
    ['of iam', notes, 'iam'],
    ['by a user', alice, 'notes'],
  ] as const)('are refused %s', async (_what, caller, serviceName) => {
    const revision = await iam.revision();
    await expect(
      iam.guardedServices.recordUses(caller.principal, serviceName, [report]),
    ).rejects.toMatchObject({ code: 'AccessDenied' });
    expect(await lastUse()).toMatchObject({ ServiceName: 'N/A' });
    expect(await iam.revision()).toBe(revision);
  });

  it.each([
    ['an unknown key', { accessKeyId: 'AKIAUNKNOWN' }],
    ['another account than that of the key', { accountId: '210987654321' }],
    ['no account', { accountId: '' }],
  ])('change nothing with %s', async (_what, more) => {
    const revision = await iam.revision();
    await iam.guardedServices.recordUses(notes.principal, 'notes', [{ ...report, ...more }]);
    await iam.writeUses();
    expect(await iam.revision()).toBe(revision);
  });

  it('change nothing with a key that is inactive', async () => {
    await iam.execute('CreateUser', { UserName: 'bob' }, alice);
    const { AccessKey } = await iam.execute('CreateAccessKey', { UserName: 'bob' }, alice);
    const accessKeyId = AccessKey?.AccessKeyId ?? '';
    const inactive = { UserName: 'bob', AccessKeyId: accessKeyId, Status: 'Inactive' } as const;
    await iam.execute('UpdateAccessKey', inactive, alice);
    await iam.guardedServices.recordUses(notes.principal, 'notes', [{ ...report, accessKeyId }]);
    expect(await lastUse(accessKeyId)).toMatchObject({ ServiceName: 'N/A' });
    await iam.execute('UpdateAccessKey', { ...inactive, Status: 'Active' }, alice);
    await iam.guardedServices.recordUses(notes.principal, 'notes', [{ ...report, accessKeyId }]);
    expect(await lastUse(accessKeyId)).toMatchObject({ ServiceName: 'notes' });
  });
});
