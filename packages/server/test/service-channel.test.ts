// The service channel over HTTP: what a guarded service gets, and what it does not get.
import {
  AttachRolePolicyCommand,
  CreateAccessKeyCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  DeleteRoleCommand,
  DetachRolePolicyCommand,
  IAMClient,
} from '@aws-sdk/client-iam';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { connectServiceChannel, type ServiceChannel } from '@ostiary/api/service-channel';
import { createClient } from '@ostiary/client';
import { type AccountId, parseArn } from '@ostiary/policy';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ACCOUNT_ID, type ControlPlane, ROOT, startControlPlane } from './control-plane.js';
import type { Key } from './raw-call.js';

let plane: ControlPlane;
let iam: IAMClient;
let host: Key & { readonly arn: string };
let notes: ServiceChannel;
let other: ServiceChannel;

const today = () => new Date().toISOString().slice(0, 10).replaceAll('-', '');
const ask = (channel: ServiceChannel, service: string, date = today()) =>
  channel.signingKeys({
    accessKeyId: ROOT.accessKeyId,
    scope: { date, region: 'eu-west-1', service },
  });

beforeAll(async () => {
  plane = await startControlPlane();
  iam = new IAMClient({ endpoint: plane.url, region: 'us-east-1', credentials: ROOT });
  const { User } = await iam.send(new CreateUserCommand({ UserName: 'host' }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: 'host' }));
  host = {
    arn: User?.Arn ?? '',
    accessKeyId: AccessKey?.AccessKeyId ?? '',
    secretAccessKey: AccessKey?.SecretAccessKey ?? '',
  };
  // Both roles may ask about every service: what they get is bound by more than policies.
  const { Policy } = await iam.send(
    new CreatePolicyCommand({
      PolicyName: 'Channel',
      PolicyDocument: document({ Action: 'ostiary:*', Resource: '*' }),
    }),
  );
  notes = await channelOf('notes-role', 'notes', Policy?.Arn ?? '');
  other = await channelOf('other-role', 'notes', Policy?.Arn ?? '');
  await notes.register({ name: 'notes' });
});
afterAll(async () => {
  await notes.close();
  await plane.close();
});

function document(statement: object, principal?: string): string {
  const who = principal === undefined ? {} : { Principal: { AWS: principal } };
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: { Effect: 'Allow', ...who, ...statement },
  });
}

async function channelOf(role: string, service: string, policyArn: string) {
  await iam.send(
    new CreateRoleCommand({
      RoleName: role,
      AssumeRolePolicyDocument: document({ Action: 'sts:AssumeRole' }, host.arn),
    }),
  );
  await iam.send(new AttachRolePolicyCommand({ RoleName: role, PolicyArn: policyArn }));
  const credentials = await assume(role);
  const endpoint = plane.url;
  return connectServiceChannel({ endpoint, service, region: 'eu-west-1', credentials });
}

async function assume(role: string): Promise<Key> {
  const sts = new STSClient({ endpoint: plane.url, region: 'us-east-1', credentials: host });
  const { Credentials } = await sts.send(
    new AssumeRoleCommand({
      RoleArn: `arn:aws:iam::${ACCOUNT_ID}:role/${role}`,
      RoleSessionName: 'one',
    }),
  );
  return {
    accessKeyId: Credentials?.AccessKeyId ?? '',
    secretAccessKey: Credentials?.SecretAccessKey ?? '',
    sessionToken: Credentials?.SessionToken ?? '',
  };
}

describe('a guarded service', () => {
  it('learns whose key it is, and what binds the principal', async () => {
    const match = await ask(notes, 'notes');
    expect(match?.principal.principal).toEqual({
      type: 'Root',
      arn: `arn:aws:iam::${ACCOUNT_ID}:root`,
      accountId: ACCOUNT_ID,
    });
    expect(match?.signingKey).toHaveLength(32);
    if (match === undefined) throw new Error('expected a match');
    expect(await notes.policies(match.principal.principal)).toMatchObject({ session: null });
  });

  it('learns what the organization says of its callers and of the accounts of its resources', async () => {
    const memberRoot = { accountId: '111122223333' as AccountId };
    const client = createClient({ credentials: ROOT, region: 'us-east-1', service: 'ostiary' });
    const send = async (method: string, path: string, body: object) => {
      const url = `${plane.url}/deployment/v1/${path}`;
      const headers = { 'content-type': 'application/json' };
      const answer = await client.fetch(url, { method, headers, body: JSON.stringify(body) });
      expect(answer.ok).toBe(true);
    };
    await send('POST', 'accounts', { id: memberRoot.accountId, name: 'member' });
    const policy = (name: string, statement: object) => ({
      name,
      document: {
        Version: '2012-10-17',
        Statement: { Effect: 'Deny', Action: 'notes:*', Resource: '*', ...statement },
      },
    });
    const organization = {
      managementAccount: ACCOUNT_ID,
      policies: {
        serviceControl: [policy('NoNotes', {})],
        resourceControl: [policy('Sealed', { Principal: '*' })],
      },
      root: {
        serviceControlPolicies: ['FullAWSAccess', 'NoNotes'],
        resourceControlPolicies: ['Sealed'],
      },
    };
    await send('PUT', 'organization', { document: JSON.stringify(organization), revision: 0 });
    const arn = parseArn(`arn:aws:iam::${memberRoot.accountId}:root`);
    if (!arn.ok) throw new Error('no ARN');
    const found = await notes.policies({ type: 'Root', arn: arn.value.arn, ...memberRoot });
    const names = (levels: readonly (readonly { readonly name: string }[])[] = []) =>
      levels.map((level) => level.map(({ name }) => name));
    expect(names(found?.serviceControl)).toEqual([['FullAWSAccess', 'NoNotes'], ['FullAWSAccess']]);
    const controls = await notes.resourceControls(memberRoot.accountId);
    expect(names(controls.resourceControl)).toEqual([
      ['RCPFullAWSAccess', 'Sealed'],
      ['RCPFullAWSAccess'],
    ]);
    expect(controls.organization).toEqual(found?.organization);
    expect(controls.organization?.path).toMatch(/^o-[a-z0-9]{10}\/r-[a-z0-9]{4}\/$/);
    await expect(other.resourceControls(memberRoot.accountId)).rejects.toMatchObject({
      code: 'AccessDenied',
    });
  });

  it('hears of a key that is unknown that there is none', async () => {
    const scope = { date: today(), region: 'eu-west-1', service: 'notes' };
    expect(await notes.signingKeys({ accessKeyId: 'AKIAUNKNOWNUNKNOWN00', scope })).toBeUndefined();
  });

  it.each(['iam', 'sts', 'ostiary', 'billing'])('gets no keys of %s', async (service) => {
    await expect(ask(notes, service)).rejects.toMatchObject({ status: 403, code: 'AccessDenied' });
    expect(await ask(notes, 'notes')).toBeDefined();
  });

  it('gets no keys of another day', async () => {
    await expect(ask(notes, 'notes', '20200101')).rejects.toMatchObject({ code: 'AccessDenied' });
  });

  it('gets nothing of a service that another role registered', async () => {
    await expect(ask(other, 'notes')).rejects.toMatchObject({ code: 'AccessDenied' });
    await expect(other.register({ name: 'notes' })).rejects.toMatchObject({ code: 'AccessDenied' });
    await expect(
      other.audit.record({
        ...{ recordType: 'outcome', eventTime: new Date().toISOString(), requestID: 'x' },
      }),
    ).rejects.toMatchObject({ code: 'AccessDenied' });
  });

  it('is no user, whatever the user may do', async () => {
    const asRoot = connectServiceChannel({
      ...{ endpoint: plane.url, service: 'notes', region: 'eu-west-1', credentials: ROOT },
    });
    await expect(ask(asRoot, 'notes')).rejects.toMatchObject({ code: 'AccessDenied' });
  });

  it('writes audit records under its own name alone', async () => {
    await notes.audit.record({
      ...{ recordType: 'decision', eventTime: new Date().toISOString(), requestID: 'r-1' },
      ...{ eventSource: 'iam', outcome: 'allowed' },
    });
    expect(plane.log()).toContainEqual(
      expect.objectContaining({ requestID: 'r-1', eventSource: 'notes', reportedBy: 'notes' }),
    );
  });

  it('changes nothing of what the log says of its lines', async () => {
    const written = { level: 'fatal', time: '2000-01-01T00:00:00Z', log: 'other', msg: 'x' };
    await notes.audit.record({
      ...{ recordType: 'outcome', eventTime: new Date().toISOString(), requestID: 'r-2' },
      ...written,
    });
    const [line] = plane
      .logText()
      .split('\n')
      .filter((each) => each.includes('"r-2"'));
    for (const text of Object.values(written)) expect(line).not.toContain(`"${text}"`);
    expect(plane.log()).toContainEqual(
      expect.objectContaining({ requestID: 'r-2', level: 'info', log: 'audit' }),
    );
  });

  it('hears of changes', async () => {
    const heard = vi.fn();
    const stop = notes.watchChanges(heard);
    const changing = setInterval(
      () => void iam.send(new CreateUserCommand({ UserName: `u${Math.random()}` })),
      200,
    );
    await vi.waitFor(() => expect(heard).toHaveBeenCalled(), { timeout: 20_000 });
    clearInterval(changing);
    stop();
  });

  it('without the permission gets nothing', async () => {
    const PolicyArn = `arn:aws:iam::${ACCOUNT_ID}:policy/Channel`;
    await iam.send(new DetachRolePolicyCommand({ RoleName: 'notes-role', PolicyArn }));
    await expect(ask(notes, 'notes')).rejects.toMatchObject({ code: 'AccessDenied' });
    await iam.send(new AttachRolePolicyCommand({ RoleName: 'notes-role', PolicyArn }));
    expect(await ask(notes, 'notes')).toBeDefined();
  });

  it('loses its name when its role is made again', async () => {
    const PolicyArn = `arn:aws:iam::${ACCOUNT_ID}:policy/Channel`;
    await iam.send(new DetachRolePolicyCommand({ RoleName: 'notes-role', PolicyArn }));
    await iam.send(new DeleteRoleCommand({ RoleName: 'notes-role' }));
    await expect(ask(notes, 'notes')).rejects.toMatchObject({ code: 'InvalidClientTokenId' });
    const remade = await channelOf('notes-role', 'notes', PolicyArn);
    await expect(ask(remade, 'notes')).rejects.toMatchObject({ code: 'AccessDenied' });
  });
});
