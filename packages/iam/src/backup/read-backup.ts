// Reads a backup, a line at a time, and holds that it is whole.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { BackupError } from './backup-error.js';
import {
  type BackupFooter,
  type BackupHeader,
  type BackupRow,
  parseHeader,
  parseLine,
  rowLine,
} from './backup-format.js';

/** A line may be so long: a row is bounded by the limits of the domain, far below. */
const LONGEST_LINE = 64 * 1024 * 1024;
const NEW_LINE = 0x0a;

/** A backup that was read to its end and is whole. */
export interface WholeBackup {
  readonly header: BackupHeader;
  readonly rows: number;
  /** SHA-256 of everything before the footer. */
  readonly sha256: string;
  /** SHA-256 of the lines of the rows alone. */
  readonly rowsDigest: string;
}

/**
 * Reads a backup, and hands over each row before it is known that the file is whole.
 *
 * @throws BackupError when it is not: cut short, altered, or no backup; what `visit` throws
 */
export async function readBackup(
  file: string,
  visit: (row: BackupRow, header: BackupHeader) => Promise<void> | void,
): Promise<WholeBackup> {
  const all = createHash('sha256');
  const rowsHash = createHash('sha256');
  const counts = new Map<string, number>();
  let header: BackupHeader | undefined;
  let footer: BackupFooter | undefined;
  let rows = 0;
  for await (const line of linesOf(file)) {
    if (footer !== undefined) throw new BackupError('the backup goes on after its last line');
    if (header === undefined) {
      header = parseHeader(line);
    } else {
      const read = parseLine(line);
      if ('sha256' in read) {
        footer = read;
        continue;
      }
      await visit(read, header);
      rowsHash.update(rowLine(read));
      counts.set(read.table.name, (counts.get(read.table.name) ?? 0) + 1);
      rows += 1;
    }
    all.update(`${line}\n`);
  }
  if (header === undefined || footer === undefined) {
    throw new BackupError('the backup has no last line: it was cut short');
  }
  const sha256 = all.digest('hex');
  const counted = Object.entries(footer.rows);
  const isCounted =
    counted.length === counts.size && counted.every(([name, count]) => counts.get(name) === count);
  if (sha256 !== footer.sha256 || !isCounted) {
    throw new BackupError('the backup is not what was written: its SHA-256 or its counts differ');
  }
  return { header, rows, sha256, rowsDigest: rowsHash.digest('hex') };
}

/** The lines of a file, each of which ends in a new line. */
async function* linesOf(file: string): AsyncGenerator<string, void> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let parts: Buffer[] = [];
  let length = 0;
  for await (const chunk of chunksOf(file)) {
    let from = 0;
    for (let end = chunk.indexOf(NEW_LINE); end !== -1; end = chunk.indexOf(NEW_LINE, from)) {
      yield decode(decoder, Buffer.concat([...parts, chunk.subarray(from, end)]));
      parts = [];
      length = 0;
      from = end + 1;
    }
    parts.push(chunk.subarray(from));
    length += chunk.length - from;
    if (length > LONGEST_LINE) throw new BackupError('the backup has a line that is too long');
  }
  if (length > 0) throw new BackupError('the backup ends within a line: it was cut short');
}

async function* chunksOf(file: string): AsyncGenerator<Buffer, void> {
  try {
    yield* createReadStream(file, { highWaterMark: 256 * 1024 });
  } catch (cause) {
    throw new BackupError(`the file \`${file}\` cannot be read`, { cause });
  }
}

function decode(decoder: TextDecoder, line: Buffer): string {
  try {
    return decoder.decode(line);
  } catch (cause) {
    throw new BackupError('the backup has a line that is not UTF-8', { cause });
  }
}
