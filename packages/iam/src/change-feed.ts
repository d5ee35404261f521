// Tells listeners of changes, those of other processes too, in order and once each.
import { createListeners } from './listeners.js';
import type { ChangeListener, ChangeRecord } from './store.js';
import { createTurns } from './turns.js';

/** Where a feed has its changes from. */
export interface ChangeFeedOptions {
  /** The revision at which it begins. */
  readonly revision: number;
  /** Change records after a revision, oldest first, at most `limit`. */
  readonly read: (after: number, limit: number) => Promise<readonly ChangeRecord[]>;
  /** Calls `catchUp` when there may be more to read; returns how to stop that. Asked only while somebody listens. */
  readonly onForeignChange: (catchUp: () => Promise<void>) => () => void;
}

/** A feed of changes. */
export interface ChangeFeed {
  /** Takes note that a state of this revision was seen: who begins to listen then hears only what is newer. */
  readonly seen: (revision: number) => void;
  /** Takes in a change of this process; listeners have heard of it when this is over. */
  readonly tell: (change: ChangeRecord) => Promise<void>;
  /** As `watch` of a store. */
  readonly listen: (listener: ChangeListener) => () => void;
  /** Asks for foreign changes no more. */
  readonly stop: () => void;
}

const BATCH = 100;

/** Makes a feed that nobody listens to yet. */
export function createChangeFeed(options: ChangeFeedOptions): ChangeFeed {
  const listeners = createListeners();
  const inTurn = createTurns();
  let latest = options.revision;
  let told = options.revision;
  let catchingUp: Promise<void> | undefined;
  let stopForeign: (() => void) | undefined;

  const seen = (revision: number): void => {
    latest = Math.max(latest, revision);
  };
  const tellOne = (change: ChangeRecord): void => {
    const last = told;
    told = change.revision;
    seen(told);
    listeners.tell(change, last);
  };
  const readOn = async (): Promise<void> => {
    for (let full = true; full; ) {
      const changes = await options.read(told, BATCH);
      changes.forEach(tellOne);
      full = changes.length === BATCH;
    }
  };
  const catchUp = (): Promise<void> => {
    catchingUp ??= inTurn(readOn).finally(() => {
      catchingUp = undefined;
    });
    return catchingUp;
  };
  const stop = (): void => {
    stopForeign?.();
    stopForeign = undefined;
  };
  return {
    seen,
    stop,
    tell: (change) =>
      inTurn(async () => {
        seen(change.revision);
        if (listeners.size === 0 || change.revision <= told) return;
        if (change.revision === told + 1) tellOne(change);
        // The change stands whether or not what came before it can be read now: the next call of
        // `catchUp` tries again.
        else await readOn().catch(() => undefined);
      }),
    listen: (listener) => {
      if (listeners.size === 0) {
        told = latest;
        stopForeign = options.onForeignChange(catchUp);
      }
      const remove = listeners.add(listener, latest);
      return () => {
        remove();
        if (listeners.size === 0) stop();
      };
    },
  };
}
