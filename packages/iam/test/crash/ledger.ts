// The write load of a crash test, and what must be true of its state at any moment.
import type { AccountId } from '@ostiary/policy';
import type { Cause, Reader, Store } from '../../src/index.js';
import { openPostgresStore } from '../../src/postgres.js';
import { openSqliteStore } from '../../src/sqlite.js';
import { THINGS, THINGS_MIGRATION, type Thing } from '../../src/testing.js';

const accountId = '123456789012' as AccountId;

/** How many entries of a writer stand at once: each transaction adds one and takes the oldest away. */
const STANDING = 5;

const migrations = [THINGS_MIGRATION];

/** Opens what `sqlite:FILE` or `postgres://…` names. */
export function openLedger(target: string): Promise<Store> {
  const file = /^sqlite:(.*)$/.exec(target)?.[1];
  return file === undefined
    ? openPostgresStore(target, { migrations })
    : openSqliteStore(file, { migrations });
}

/**
 * One transaction of a writer: counts one further in the counter's row, adds the entry of that number,
 * and removes the oldest. Answers the number.
 */
export function enter(store: Store, writer: string): Promise<number> {
  const cause: Cause = {
    ...{ accountId, operation: 'Enter', requestId: writer },
    principal: 'ostiary',
  };
  return store.transact(cause, async (changes) => {
    const counter = await changes.get(THINGS, accountId, [counterId(writer)]);
    const number = numberOf(counter) + 1;
    const next = counterOf(writer, number);
    await (counter === undefined ? changes.insert(THINGS, next) : changes.replace(THINGS, next));
    await changes.insert(THINGS, entryOf(writer, number));
    if (number > STANDING) await changes.remove(THINGS, entryOf(writer, number - STANDING));
    return number;
  });
}

/** The last number of each writer, and what is wrong with the state. */
export interface Audit {
  readonly counters: ReadonlyMap<string, number>;
  readonly faults: readonly string[];
}

/** Looks at one state whole: every transaction in it is there with everything it wrote, or not at all. */
export async function audit(store: Store): Promise<Audit> {
  const { counters, faults, revision } = await store.read(lookAtRows);
  let entered = 0;
  const numbers = new Map<string, number>();
  for (let after = 0; after < revision; ) {
    const records = await store.changes(after, 1000);
    for (const { revision: next, cause, rows } of records) {
      if (next > revision) break;
      if (next !== ++entered) faults.push(`the change after ${entered - 1} is ${next}`);
      const writer = cause.requestId;
      const number = (numbers.get(writer) ?? 0) + 1;
      numbers.set(writer, number);
      const changed = rows.map(({ key, change }) => `${change} ${key.at(-1)}`).join(', ');
      if (changed !== changesOf(writer, number).join(', ')) {
        faults.push(`change ${next} of ${writer} is not that of number ${number}: ${changed}`);
      }
    }
    if (records.length === 0) {
      faults.push(`the changes end at ${after}, and the revision is ${revision}`);
      break;
    }
    after = records.at(-1)?.revision ?? revision;
  }
  for (const [writer, number] of counters) {
    if (numbers.get(writer) !== number) {
      faults.push(`${writer} is at ${number}, and has ${numbers.get(writer) ?? 0} changes`);
    }
  }
  return { counters, faults };
}

async function lookAtRows(reader: Reader) {
  const faults: string[] = [];
  const rows = await reader.list(THINGS, { accountId });
  const counters = new Map(
    rows
      .filter(({ id }) => id.startsWith('counter '))
      .map((row) => [row.id.slice(8), numberOf(row)]),
  );
  const expected = [...counters].flatMap(([writer, number]) => [
    counterOf(writer, number),
    ...Array.from({ length: Math.min(number, STANDING) }, (_, at) => entryOf(writer, number - at)),
  ]);
  const text = (things: readonly Thing[]) =>
    things
      .map((one) => JSON.stringify(one))
      .sort()
      .join('\n');
  if (text(rows) !== text(expected)) faults.push('a transaction is there in part');
  const byName = await reader.list(THINGS, { accountId, index: 'name' });
  if (text(byName) !== text(rows)) faults.push('an index has other rows than its table');
  for (const [writer, number] of counters) {
    const counted = await reader.count(THINGS, { accountId, index: 'group', prefix: [writer] });
    const standing = Math.min(number, STANDING);
    if (counted !== standing)
      faults.push(`${writer} has ${standing} entries, and ${counted} are counted`);
  }
  const total = [...counters.values()].reduce((sum, number) => sum + number, 0);
  if (total !== reader.revision) {
    faults.push(`${total} transactions are there, and the revision is ${reader.revision}`);
  }
  return { counters, faults, revision: reader.revision };
}

function changesOf(writer: string, number: number): readonly string[] {
  return [
    `${number === 1 ? 'inserted' : 'replaced'} ${counterId(writer)}`,
    `inserted ${entryId(writer, number)}`,
    ...(number > STANDING ? [`removed ${entryId(writer, number - STANDING)}`] : []),
  ];
}

function counterOf(writer: string, number: number): Thing {
  return { accountId, id: counterId(writer), name: counterId(writer), value: number };
}

function entryOf(writer: string, number: number): Thing {
  const id = entryId(writer, number);
  return { accountId, id, name: id, serial: id, group: writer, value: 'x'.repeat(500) };
}

function counterId(writer: string): string {
  return `counter ${writer}`;
}

function entryId(writer: string, number: number): string {
  return `entry ${writer} ${number}`;
}

function numberOf(counter: Thing | undefined): number {
  return Number(counter?.value ?? 0);
}
