// A guarded service, notes, as its owner would run it: a role of its own, the service channel, a gate.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  CreateAccessKeyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  IAMClient,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { connectServiceChannel, type ServiceChannel } from '@ostiary/api/service-channel';
import { createClient } from '@ostiary/client';
import { defineService, type ServiceDefinition } from '@ostiary/middleware';
import { ostiary } from '@ostiary/middleware/express';
import express from 'express';
import { ACCOUNT_ID, type ControlPlane, ROOT } from './control-plane.js';
import type { Key } from './raw-call.js';

/** The region of the guarded service. */
export const REGION = 'eu-west-1';

/** The service, with these managed policies. */
export function notesService(
  managedPolicies: NonNullable<ServiceDefinition['managedPolicies']> = {},
): ServiceDefinition {
  return defineService({
    name: 'notes',
    resourceTypes: { note: { arn: 'arn:${Partition}:notes:${Region}:${Account}:note/${NoteId}' } },
    actions: {
      GetNote: { accessLevel: 'Read', resource: 'note' },
      PutNote: { accessLevel: 'Write', resource: 'note' },
    },
    routes: { 'GET /notes/{NoteId}': 'GetNote', 'PUT /notes/{NoteId}': 'PutNote' },
    managedPolicies,
  });
}

/** A client of IAM as the root user. */
export function rootClient({ url }: ControlPlane): IAMClient {
  return new IAMClient({ endpoint: url, region: 'us-east-1', credentials: ROOT });
}

/** Makes a user with a key. */
export async function createUser(iam: IAMClient, UserName: string): Promise<Key> {
  await iam.send(new CreateUserCommand({ UserName }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
  return {
    accessKeyId: AccessKey?.AccessKeyId ?? '',
    secretAccessKey: AccessKey?.SecretAccessKey ?? '',
  };
}

/** Makes a role that a user may assume, with a policy of its own; answers its id. */
export async function createRole(
  iam: IAMClient,
  RoleName: string,
  trusted: string,
  statement: object,
): Promise<string> {
  const document = (more: object) =>
    JSON.stringify({ Version: '2012-10-17', Statement: { Effect: 'Allow', ...more } });
  const Principal = { AWS: `arn:aws:iam::${ACCOUNT_ID}:user/${trusted}` };
  const AssumeRolePolicyDocument = document({ Principal, Action: 'sts:AssumeRole' });
  const { Role } = await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
  const PolicyDocument = document({ Resource: '*', ...statement });
  await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'own', PolicyDocument }));
  return Role?.RoleId ?? '';
}

/** Assumes a role. */
export async function assume({ url }: ControlPlane, key: Key, role: string): Promise<Key> {
  const sts = new STSClient({ endpoint: url, region: 'us-east-1', credentials: key });
  const RoleArn = `arn:aws:iam::${ACCOUNT_ID}:role/${role}`;
  const { Credentials } = await sts.send(
    new AssumeRoleCommand({ RoleArn, RoleSessionName: 'one' }),
  );
  return {
    accessKeyId: Credentials?.AccessKeyId ?? '',
    secretAccessKey: Credentials?.SecretAccessKey ?? '',
    sessionToken: Credentials?.SessionToken ?? '',
  };
}

/** The end of the channel of a service whose role is made here. */
export async function openChannel(
  plane: ControlPlane,
  service: string,
): Promise<{ readonly channel: ServiceChannel; readonly credentials: Key }> {
  const iam = rootClient(plane);
  const host = await createUser(iam, `${service}-host`);
  await createRole(iam, `${service}-service`, `${service}-host`, { Action: 'ostiary:*' });
  const credentials = await assume(plane, host, `${service}-service`);
  const endpoint = plane.url;
  const channel = connectServiceChannel({ endpoint, service, region: REGION, credentials });
  return { channel, credentials };
}

/** The service at work. */
export interface GuardedNotes {
  /** Asks for a note; answers the HTTP status. */
  readonly get: (key: Key) => Promise<number>;
  readonly close: () => Promise<void>;
}

/** Puts the service behind a gate that asks over this channel. */
export async function guardNotes(channel: ServiceChannel): Promise<GuardedNotes> {
  const app = express();
  app.use(ostiary({ service: notesService(), region: REGION, accountId: ACCOUNT_ID, ...channel }));
  app.get('/notes/:id', (_request, response) => {
    response.json({});
  });
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    get: async (credentials) => {
      const client = createClient({ credentials, region: REGION, service: 'notes' });
      return (await client.fetch(`http://127.0.0.1:${port}/notes/1`)).status;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await channel.close();
    },
  };
}
