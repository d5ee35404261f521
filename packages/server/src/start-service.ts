// A control plane put together over a state that is open, listening.

import {
  createIam,
  type Iam,
  IamError,
  type IamOptions,
  type RootAccessKey,
  StoreError,
} from '@ostiary/iam';
import type { AccountId } from '@ostiary/policy';
import type { Logger } from 'pino';
import { type AppOptions, createApp } from './create-app.js';
import { type ListenOptions, listen } from './listener.js';
import { createMetrics } from './metrics.js';
import type { State } from './open-state.js';
import type { RootAccessKeySetting } from './serve-settings.js';

/** What is started. */
export interface ServiceOptions
  extends ListenOptions,
    Pick<IamOptions, 'localIssuers' | 'samlEndpoint'>,
    Pick<AppOptions, 'now' | 'maxInFlight' | 'callsPerSecond'> {
  readonly state: State;
  readonly accountId: AccountId;
  readonly rootAccessKey: RootAccessKeySetting | undefined;
  readonly log: Logger;
}

/** A control plane at work. */
export interface RunningService {
  /** `http://127.0.0.1:8080` */
  readonly url: string;
  /** What became of the root user's key at this start. */
  readonly rootAccessKey: RootAccessKey;
  /** Lets open requests end, then frees the store. */
  readonly close: () => Promise<void>;
}

/** How often it is written which keys were used, in milliseconds. */
const WRITE_USES_MS = 60_000;

/** How often sessions that are over, and records of changes that are old, are taken out of the store, in milliseconds. */
const SWEEP_MS = 600_000;

/**
 * Starts a control plane; its first account is made where it is missing.
 *
 * @throws Error when the port is taken; StoreError when the store cannot be written at a first start
 */
export async function startService(options: ServiceOptions): Promise<RunningService> {
  const { state, accountId, rootAccessKey, log, localIssuers, samlEndpoint, ...rest } = options;
  const { store, secrets } = state;
  const federation = { localIssuers, samlEndpoint };
  const iam = createIam({ store, secrets, ...federation, ...(rest.now && { now: rest.now }) });
  await ensureAccount(iam, accountId);
  const root = await iam.ensureRootAccessKey({ accountId, ...rootAccessKey });
  const closing = new AbortController();
  const metrics = createMetrics();
  const app = createApp({ iam, accountId, log, metrics, closing: closing.signal, ...rest });
  const listener = await listen(app, rest);
  const sweep = setInterval(() => {
    iam.sweepSessions().catch((error) => log.error({ err: error }, 'sessions were not swept'));
    iam.sweepChanges().catch((error) => {
      // A role that may not rewrite the log leaves that to another one.
      const isKept = error instanceof StoreError && error.code === 'ReadOnly';
      if (!isKept) log.error({ err: error }, 'the log of changes was not swept');
    });
  }, SWEEP_MS);
  const writeUses = () =>
    iam.writeUses().catch((error) => log.error({ err: error }, 'uses of keys were not written'));
  const writing = setInterval(writeUses, WRITE_USES_MS);
  log.info({ url: listener.url }, 'listening');
  return {
    url: listener.url,
    rootAccessKey: root,
    close: async () => {
      clearInterval(sweep);
      clearInterval(writing);
      closing.abort();
      await listener.close();
      await writeUses();
      await store.close();
      log.info('stopped');
    },
  };
}

async function ensureAccount(iam: Iam, accountId: AccountId): Promise<void> {
  const accounts = await iam.listAccounts();
  if (accounts.some(({ id }) => id === accountId)) return;
  try {
    await iam.createAccount({ id: accountId, name: 'main' });
  } catch (error) {
    // Another instance that starts at the same time was first.
    if (!(error instanceof IamError && error.code === 'EntityAlreadyExists')) throw error;
  }
}
