// Hears from PostgreSQL that another instance has changed something.
import { Client, type ClientConfig } from 'pg';

/** The channel on which instances announce changes; what is said there carries nothing. */
export const CHANNEL = 'ostiary_changes';

/**
 * Calls back at each announcement, and at each interval, for announcements that were missed while there
 * was no connection; returns how to stop that.
 */
export function listenForChanges(
  config: ClientConfig,
  intervalMs: number,
  callback: () => void,
): () => void {
  let stopped = false;
  let client: Client | undefined;

  const connect = (): void => {
    if (stopped || client !== undefined) return;
    const connecting = new Client(config);
    client = connecting;
    const forget = (): void => {
      if (client === connecting) client = undefined;
      // What it waits for, if anything, has failed already.
      connecting.end().catch(() => undefined);
    };
    // The next interval connects anew.
    connecting.on('error', forget);
    connecting.on('end', forget);
    connecting.on('notification', callback);
    connecting
      .connect()
      .then(() => connecting.query(`listen ${CHANNEL}`))
      .then(callback, forget)
      .finally(() => {
        if (stopped) forget();
      });
  };
  connect();
  const timer = setInterval(() => {
    connect();
    callback();
  }, intervalMs).unref();
  return () => {
    stopped = true;
    clearInterval(timer);
    client?.end().catch(() => undefined);
  };
}
