// The whole demo: a control plane, who may do what in it, and the notes API that asks it.
import { rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { IAMClient } from '@aws-sdk/client-iam';
import { connectServiceChannel } from '@ostiary/api/service-channel';
import { fromProfile } from '@ostiary/client/node';
import { type RunningService, readServeSettings, serve } from '@ostiary/server';
import { createApp } from './app.js';
import {
  type AccessKey,
  type AwsFiles,
  awsFiles,
  makeDataFolder,
  readCredentials,
  writeCredentials,
  writeRoleProfile,
} from './demo-credentials.js';
import { notesService, REGION } from './notes-service.js';
import { HOST_USER, SERVICE_ROLE, seedIdentities } from './seed-identities.js';
import { seedNotebook } from './seed-notebook.js';

/** Where the demo listens and keeps its state. */
export interface DemoOptions {
  /** Of the notes API; 0 takes a free one. */
  readonly port: number;
  /** Of the control plane; 0 takes a free one. */
  readonly iamPort: number;
  readonly dataFolder: string;
  /** Takes the log of the control plane, a JSON object a line. */
  readonly writeLog: (line: string) => void;
}

/** A demo at work. */
export interface Demo {
  readonly notesUrl: string;
  readonly iamUrl: string;
  readonly files: AwsFiles;
  readonly keys: ReadonlyMap<string, AccessKey>;
  readonly close: () => Promise<void>;
}

const ACCOUNT_ID = '123456789012';
const ACCOUNT_FILE = fileURLToPath(new URL('../account.json', import.meta.url));

/** How long open requests have to end, in milliseconds. */
const DRAIN_MS = 2_000;

/** Starts the control plane and the notes API; at the first start identities are made. */
export async function startDemo(options: DemoOptions): Promise<Demo> {
  const { port, iamPort, dataFolder, writeLog } = options;
  const files = awsFiles(dataFolder);
  makeDataFolder(dataFolder);
  // Keys that were never written down are of no use: what has no credentials begins anew.
  if (readCredentials(files) === undefined) rmSync(join(dataFolder, 'ostiary.db'), { force: true });
  const settings = { port: String(iamPort), data: dataFolder };
  const plane = await serve(readServeSettings(settings, {}), writeLog);
  const keys = readCredentials(files) ?? (await makeIdentities(plane, files));

  writeRoleProfile(files, {
    ...{ name: 'notes', sourceProfile: HOST_USER, endpoint: plane.url },
    roleArn: `arn:aws:iam::${ACCOUNT_ID}:role/${SERVICE_ROLE}`,
  });
  const channel = connectServiceChannel({
    ...{ endpoint: plane.url, service: notesService.name, region: REGION },
    credentials: fromProfile({ profile: 'notes', environment: {}, ...files }),
  });
  await channel.register(notesService);

  const identities = { ...channel, accountId: ACCOUNT_ID };
  const app = createApp({ identities, notebook: seedNotebook() });
  const server = createServer(app);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const { port: bound } = server.address() as AddressInfo;
  return {
    ...{ notesUrl: `http://127.0.0.1:${bound}`, iamUrl: plane.url, files, keys },
    close: async () => {
      const cut = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
      await new Promise((resolve) => server.close(resolve));
      clearTimeout(cut);
      await channel.close();
      await plane.close();
    },
  };
}

async function makeIdentities(
  { url, rootAccessKey }: RunningService,
  files: AwsFiles,
): Promise<ReadonlyMap<string, AccessKey>> {
  if (rootAccessKey.outcome !== 'made') throw new Error('expected a control plane without a past');
  const root = {
    accessKeyId: rootAccessKey.accessKeyId,
    secretAccessKey: rootAccessKey.secretAccessKey.reveal(),
  };
  const client = new IAMClient({ endpoint: url, region: 'us-east-1', credentials: root });
  const keys = new Map([['root', root], ...(await seedIdentities(client, ACCOUNT_FILE))]);
  client.destroy();
  writeCredentials(files, keys);
  return keys;
}
