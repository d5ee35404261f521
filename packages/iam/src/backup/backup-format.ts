// The lines of a backup: a header, a line for each row, and a footer by which a damaged file is known.
import { createHash } from 'node:crypto';
import { type AccountId, isAccountId } from '@ostiary/policy';
import { rowText } from '../row-text.js';
import type { Row } from '../store.js';
import { BackupError } from './backup-error.js';
import { STORED_TABLES, type StoredTable } from './stored-tables.js';

/** What the first line says. */
export interface BackupHeader {
  readonly format: 'ostiary-backup';
  readonly version: 1;
  /** The account whose rows these are; absent where they are those of a whole deployment. */
  readonly accountId?: AccountId | undefined;
  /** The revision of the store whose state it is. */
  readonly revision: number;
  /** When it was made; ISO 8601. */
  readonly time: string;
  /** The ids of the master keys without which its secrets do not open. */
  readonly keyIds: readonly string[];
}

/** What the last line says. */
export interface BackupFooter {
  /** How many rows there are of each table that has any. */
  readonly rows: Readonly<Record<string, number>>;
  /** SHA-256 of all lines before, in hexadecimal. */
  readonly sha256: string;
}

/** A row, and the table that it is of. */
export interface BackupRow {
  readonly table: StoredTable;
  readonly row: Row;
}

const TABLES = new Map(STORED_TABLES.map((table) => [table.name, table]));

/** The line of a row. A row has one spelling, so that two states are alike when their lines are. */
export function rowLine({ table, row }: BackupRow): string {
  return `{"table":${JSON.stringify(table.name)},"row":${rowText(row)}}\n`;
}

/** SHA-256 of the lines of rows. */
export async function digestRows(rows: AsyncIterable<BackupRow>): Promise<string> {
  const hash = createHash('sha256');
  for await (const row of rows) hash.update(rowLine(row));
  return hash.digest('hex');
}

/**
 * Reads the first line.
 *
 * @throws BackupError when it is no header, or one of another version
 */
export function parseHeader(line: string): BackupHeader {
  const { format, version, accountId, revision, time, keyIds } = parseObject(line);
  if (format !== 'ostiary-backup') throw new BackupError('the file is not a backup of Ostiary');
  if (version !== 1) {
    throw new BackupError('the backup is of another version of the format than this one reads, 1');
  }
  const isWhole = typeof revision === 'number' && typeof time === 'string' && isTexts(keyIds);
  if (!isWhole) throw new BackupError('the first line of the backup lacks something');
  if (accountId === undefined) return { format, version, revision, time, keyIds };
  if (typeof accountId !== 'string' || !isAccountId(accountId)) {
    throw new BackupError('the first line of the backup names no account');
  }
  return { format, version, accountId, revision, time, keyIds };
}

/**
 * Reads any other line: a row, or the footer.
 *
 * @throws BackupError when it is neither
 */
export function parseLine(line: string): BackupRow | BackupFooter {
  const { table: name, row, rows, sha256 } = parseObject(line);
  if (typeof sha256 === 'string' && isObject(rows)) {
    return { rows: rows as Readonly<Record<string, number>>, sha256 };
  }
  const table = typeof name === 'string' ? TABLES.get(name) : undefined;
  if (table === undefined) {
    throw new BackupError('the backup has a table that this version does not know');
  }
  if (!isRow(row)) throw new BackupError(`the backup has a row of no account in \`${table.name}\``);
  return { table, row };
}

function parseObject(line: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(line);
    if (isObject(value)) return value;
  } catch {
    // Not JSON: said below, without the line, which may hold what is not to be shown.
  }
  throw new BackupError('the backup has a line that is not a JSON object');
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((text) => typeof text === 'string');
}

function isRow(value: unknown): value is Row {
  return isObject(value) && typeof value.accountId === 'string' && isAccountId(value.accountId);
}
