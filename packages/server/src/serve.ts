// `ostiary serve`: settings in, a running control plane out.
import { readFileSync } from 'node:fs';
import { openLog } from './log.js';
import { openState } from './open-state.js';
import { ServeSettingError, type ServeSettings } from './serve-settings.js';
import { type RunningService, startService } from './start-service.js';

/**
 * Starts a control plane.
 *
 * @param writeLog - takes a line of the log, a JSON object
 * @throws ServeSettingError when a file that the settings name cannot be read; MasterKeyError and
 *   StoreError when the state cannot be opened; Error when the port is taken
 * @example
 * ```ts
 * const settings = readServeSettings({ store: 'memory', port: '0' }, process.env);
 * const { url, close } = await serve(settings, (line) => process.stdout.write(line));
 * ```
 */
export async function serve(
  settings: ServeSettings,
  writeLog: (line: string) => unknown,
): Promise<RunningService> {
  const { host, port, tls, logLevel, accountId, rootAccessKey } = settings;
  const { localIssuers, samlEndpoint } = settings;
  const log = openLog(logLevel, writeLog);
  const certificate = tls && { cert: readPem(tls.certFile), key: readPem(tls.keyFile) };
  const state = await openState(settings);
  try {
    const listening = { host, port, tls: certificate };
    return await startService({
      ...{ ...listening, state, accountId, rootAccessKey, log, localIssuers, samlEndpoint },
    });
  } catch (error) {
    await state.store.close();
    throw error;
  }
}

function readPem(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new ServeSettingError(`the file \`${file}\` cannot be read`, { cause });
  }
}
