// The file that holds the master keys.
import { randomBytes } from 'node:crypto';
import { type FileHandle, link, open, rename, rm } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { MASTER_KEY_BYTES } from '../key-ring.js';
import { MasterKeyError } from './master-key-error.js';

const HEADING = [
  '# Master keys of an Ostiary deployment, one a line, the current one first.',
  '# Whoever has this file and the database has every secret in it; without this file nobody has.',
];

/**
 * Reads master keys: lines of base64, the current key first, former ones after it. Lines that are empty
 * or begin with `#` say nothing.
 *
 * @returns undefined when there is no such file
 * @throws MasterKeyError when others than its owner may read it, or it is not such a file
 */
export async function readMasterKeyFile(path: string): Promise<readonly Uint8Array[] | undefined> {
  let text: string;
  try {
    const file = await open(path, 'r');
    try {
      await checkMode(path, file);
      text = await file.readFile('utf8');
    } finally {
      await file.close();
    }
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    if (error instanceof MasterKeyError) throw error;
    throw new MasterKeyError(`the master key file \`${path}\` cannot be read`, { cause: error });
  }
  const keys = text
    .split('\n')
    .map((line, at) => ({ line: line.trim(), number: at + 1 }))
    .filter(({ line }) => line !== '' && !line.startsWith('#'))
    .map(({ line, number }) => parseKey(path, line, number));
  if (keys.length === 0) throw new MasterKeyError(`the master key file \`${path}\` has no key`);
  if (new Set(keys.map((key) => key.toString('base64'))).size < keys.length) {
    throw new MasterKeyError(`a key stands twice in the master key file \`${path}\``);
  }
  return keys;
}

/**
 * Makes a file with a new master key, readable by its owner alone, unless there is a file of this name:
 * then that one stays. When it is over, the file is on the disk whole.
 *
 * @throws MasterKeyError when it cannot be written
 */
export async function createMasterKeyFile(path: string): Promise<void> {
  await write(path, [newKey()], async (made) => {
    try {
      await link(made, path);
    } catch (error) {
      if (!hasCode(error, 'EEXIST')) throw error;
    }
  });
}

/**
 * Puts a new master key before those in a file. A process that has read the file does not know it: see
 * "Rotation" in docs/reference/storage.md for the order of things.
 *
 * @throws MasterKeyError when the file cannot be read or written
 */
export async function addMasterKey(path: string): Promise<void> {
  const keys = await readMasterKeyFile(path);
  if (keys === undefined) throw new MasterKeyError(`there is no master key file \`${path}\``);
  const lines = keys.map((key) => Buffer.from(key).toString('base64'));
  await write(path, [newKey(), ...lines], (made) => rename(made, path));
}

/** As ssh does with private keys: whoever owns it must keep it from others. */
async function checkMode(path: string, file: FileHandle): Promise<void> {
  const { mode, uid } = await file.stat();
  if (uid === process.getuid?.() && (mode & 0o077) !== 0) {
    const octal = (mode & 0o777).toString(8).padStart(4, '0');
    throw new MasterKeyError(
      `others may read the master key file \`${path}\` (mode ${octal}): run chmod 600 on it`,
    );
  }
}

function parseKey(path: string, line: string, number: number): Buffer {
  const key = Buffer.from(line, 'base64');
  if (key.length !== MASTER_KEY_BYTES || key.toString('base64') !== line) {
    throw new MasterKeyError(
      `line ${number} of \`${path}\` is not a master key: ${MASTER_KEY_BYTES} bytes in base64`,
    );
  }
  return key;
}

function newKey(): string {
  return randomBytes(MASTER_KEY_BYTES).toString('base64');
}

/** Writes a file beside the one that is meant, brings it to the disk, and puts it in place. */
async function write(
  path: string,
  lines: readonly string[],
  place: (made: string) => Promise<void>,
): Promise<void> {
  const made = `${path}.${randomBytes(6).toString('hex')}`;
  try {
    const file = await open(made, 'wx', 0o600);
    try {
      await file.writeFile(`${[...HEADING, ...lines].join('\n')}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
    await place(made);
    const directory = await open(dirname(resolve(path)), 'r');
    await directory.sync().finally(() => directory.close());
  } catch (error) {
    throw new MasterKeyError(`the master key file \`${path}\` cannot be written`, { cause: error });
  } finally {
    await rm(made, { force: true });
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
