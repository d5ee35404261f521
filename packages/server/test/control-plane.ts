// A control plane on a free port, in memory, for tests that call it as its users do.
import { randomBytes } from 'node:crypto';
import { createKeyRing, createMemoryStore, createSecrets } from '@ostiary/iam';
import { isAccountId } from '@ostiary/policy';
import { openLog } from '../src/log.js';
import { type ServiceOptions, startService } from '../src/start-service.js';

/** The root user's key of every control plane that is started here. */
export const ROOT = {
  accessKeyId: 'AKIAROOTEXAMPLE00001',
  secretAccessKey: 'root-secret-of-a-control-plane-in-a-test',
};

/** The account of every control plane that is started here. */
export const ACCOUNT_ID = '123456789012';

/** A running control plane. */
export interface ControlPlane {
  readonly url: string;
  /** The log so far, one object a line. */
  readonly log: () => readonly Readonly<Record<string, unknown>>[];
  /** All that was logged, as text. */
  readonly logText: () => string;
  /** Moves the clock of the control plane. */
  readonly moveClock: (ms: number) => void;
  readonly close: () => Promise<void>;
}

/** Starts one; the options take the place of what it would have otherwise. */
export async function startControlPlane(
  options: Partial<ServiceOptions> = {},
): Promise<ControlPlane> {
  if (!isAccountId(ACCOUNT_ID)) throw new TypeError('the account of the tests is none');
  let offsetMs = 0;
  let text = '';
  const now = () => new Date(Date.now() + offsetMs);
  const state = {
    store: createMemoryStore({ now }),
    secrets: createSecrets(createKeyRing([randomBytes(32)])),
  };
  const { url, close } = await startService({
    ...{ host: '127.0.0.1', port: 0, accountId: ACCOUNT_ID, rootAccessKey: ROOT, state, now },
    log: openLog('info', (line) => {
      text += line;
    }),
    ...options,
  });
  return {
    url,
    log: () =>
      text
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line)),
    logText: () => text,
    moveClock: (ms) => {
      offsetMs += ms;
    },
    close,
  };
}
