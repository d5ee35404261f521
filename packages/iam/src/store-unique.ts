// Writes of what must be the only one of its name.
import { IamError } from './errors.js';
import type { Row, Table, Writer } from './store.js';
import { KeyTakenError } from './store-errors.js';

/**
 * Stores a row, new or with another name.
 *
 * @throws IamError EntityAlreadyExists with the message `taken` when another row has its name
 */
export async function storeUnique<Stored extends Row, IndexName extends string>(
  store: Writer,
  how: 'insert' | 'replace',
  table: Table<Stored, IndexName>,
  row: Stored,
  taken: string,
): Promise<void> {
  try {
    await store[how](table, row);
  } catch (error) {
    if (!(error instanceof KeyTakenError)) throw error;
    throw new IamError('EntityAlreadyExists', taken);
  }
}
