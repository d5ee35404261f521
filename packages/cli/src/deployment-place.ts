// Where a deployment keeps its state, for the commands that work on that themselves.
import { readServeSettings, ServeSettingError, type ServeSettings } from '@ostiary/server';
import type { Command } from 'commander';
import { UsageError } from './errors.js';

/** The flags that `addPlace` adds. */
export interface PlaceOptions {
  readonly data?: string;
  readonly store?: string;
}

/** Adds the flags that say where the state is. */
export function addPlace(command: Command): Command {
  return command
    .option('--data <dir>', 'the data folder of the deployment; ./ostiary-data when left out')
    .option('--store <store>', 'sqlite:FILE or postgres://…; SQLite under --data when left out');
}

/**
 * The settings that `ostiary serve` would have.
 *
 * @throws ServeSettingError when one of them cannot be read
 */
export function settingsOf(options: PlaceOptions): ServeSettings {
  return readServeSettings(options, process.env);
}

/** What is wrong with the settings is for the person who wrote them. */
export async function saidAsUsage<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ServeSettingError) throw new UsageError(`ostiary: ${error.message}`);
    throw error;
  }
}
