// An instance under load: `tsx writer.ts TARGET NAME WRITERS [bear]` says `NAME-1 7` when number 7 was committed.
import { StoreError } from '../../src/store-errors.js';
import { enter, openLedger } from './ledger.js';

const [target = '', name = '', writers = '1', bear] = process.argv.slice(2);

async function main(): Promise<void> {
  const store = await openLedger(target);
  console.log('open');
  const enterOne = async (writer: string): Promise<void> => {
    try {
      console.log(`${writer} ${await enter(store, writer)}`);
    } catch (error) {
      // With `bear` the database may be away longer than the store tries; nothing is acknowledged then.
      if (bear === undefined || !(error instanceof StoreError)) throw error;
      console.log('refused');
    }
  };
  await Promise.all(
    Array.from({ length: Number(writers) }, async (_, at) => {
      while (true) await enterOne(`${name}-${at}`);
    }),
  );
}

void main();
