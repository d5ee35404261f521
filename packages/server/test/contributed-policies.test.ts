// What a service contributes over the service channel binds callers of every instance of the control plane.
import { randomBytes } from 'node:crypto';
import {
  AttachUserPolicyCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  ListPoliciesCommand,
} from '@aws-sdk/client-iam';
import { connectServiceChannel, type ServiceChannel } from '@ostiary/api/service-channel';
import { createKeyRing, createMemoryStore, createSecrets } from '@ostiary/iam';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type ControlPlane, startControlPlane } from './control-plane.js';
import {
  createUser,
  type GuardedNotes,
  guardNotes,
  notesService,
  openChannel,
  REGION,
  rootClient,
} from './guarded-notes.js';
import type { Key } from './raw-call.js';

const PolicyArn = 'arn:aws:iam::aws:policy/NotesAccess';

let first: ControlPlane;
let second: ControlPlane;
let channel: ServiceChannel;
let notes: GuardedNotes;
let alice: Key;

beforeAll(async () => {
  const state = {
    store: createMemoryStore(),
    secrets: createSecrets(createKeyRing([randomBytes(32)])),
  };
  first = await startControlPlane({ state });
  second = await startControlPlane({ state });
  const opened = await openChannel(first, 'notes');
  channel = opened.channel;
  const { credentials } = opened;
  const endpoint = second.url;
  notes = await guardNotes(
    connectServiceChannel({ endpoint, service: 'notes', region: REGION, credentials }),
  );
  alice = await createUser(rootClient(first), 'alice');
});
afterAll(async () => {
  await notes.close();
  await channel.close();
  await first.close();
  await second.close();
});

const register = (Action: string | readonly string[]) => {
  const Statement = { Effect: 'Allow', Action, Resource: '*' };
  const document = { Version: '2012-10-17', Statement };
  const definition = { name: 'notes', managedPolicies: { NotesAccess: { document } } };
  return channel.register(definition);
};
const becomes = (status: number) =>
  vi.waitFor(async () => expect(await notes.get(alice)).toBe(status), { timeout: 20_000 });

describe('a policy that a service contributes', () => {
  it('lets in whom it is attached to, and with each change whom it then means', async () => {
    await register('notes:GetNote');
    expect(await notes.get(alice)).toBe(403);
    await rootClient(first).send(new AttachUserPolicyCommand({ UserName: 'alice', PolicyArn }));
    await becomes(200);
    await register('notes:PutNote');
    await becomes(403);
    await register('notes:*');
    await becomes(200);
  });

  it('is listed and shown to the AWS SDK', async () => {
    const iam = rootClient(second);
    const { Policies = [] } = await iam.send(new ListPoliciesCommand({ Scope: 'AWS' }));
    expect(Policies.map(({ Arn }) => Arn)).toContain(PolicyArn);
    const { Policy } = await iam.send(new GetPolicyCommand({ PolicyArn }));
    expect(Policy).toMatchObject({ DefaultVersionId: 'v3', AttachmentCount: 1 });
    const { PolicyVersion } = await iam.send(
      new GetPolicyVersionCommand({ PolicyArn, VersionId: 'v3' }),
    );
    expect(decodeURIComponent(PolicyVersion?.Document ?? '')).toContain('notes:*');
  });

  it.each([
    ['*', 'ValidationError'],
    ['iam:CreateUser', 'ValidationError'],
    [['notes:GetNote', 'billing:*'], 'ValidationError'],
    ['notes', 'MalformedPolicyDocument'],
  ] as const)('is refused when it grants %s, and the one before stands', async (action, code) => {
    await expect(register(action)).rejects.toMatchObject({ status: 400, code });
    const { Policy } = await rootClient(first).send(new GetPolicyCommand({ PolicyArn }));
    expect(Policy?.DefaultVersionId).toBe('v3');
    expect(await notes.get(alice)).toBe(200);
  });

  it('comes with a definition whose policies are typed', async () => {
    await channel.register(notesService());
    const { Policy } = await rootClient(first).send(new GetPolicyCommand({ PolicyArn }));
    expect(Policy?.IsAttachable).toBe(false);
    expect(await notes.get(alice)).toBe(200);
  });
});
