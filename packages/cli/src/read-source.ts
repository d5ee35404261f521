// A file that was named on the command line, as text.
import { readFile } from 'node:fs/promises';
import { UsageError } from './errors.js';
import { printable, type Terminal } from './terminal.js';

/** A text and the name that messages give it. */
export interface Source {
  readonly file: string;
  readonly text: string;
}

/**
 * Reads a file, or `stdin` where it is named `-`.
 *
 * @throws UsageError when it cannot be read or is no UTF-8
 */
export async function readSource(file: string, { stdin }: Terminal): Promise<Source> {
  const bytes = file === '-' ? await readAll(stdin) : await readFileOrExplain(file);
  try {
    return { file, text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    throw new UsageError(`${printable(file)}: expected a text in UTF-8`);
  }
}

async function readAll(stream: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** What the system says when it has no file, and what that means. */
const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'expected a file, found a folder',
  EACCES: 'it may not be read',
};

async function readFileOrExplain(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (cause) {
    const { code = '', message } = cause as NodeJS.ErrnoException;
    throw new UsageError(`${printable(file)}: ${REASONS[code] ?? message}`, { cause });
  }
}
