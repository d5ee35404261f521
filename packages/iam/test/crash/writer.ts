// An instance under load: `tsx writer.ts TARGET NAME WRITERS` says `NAME-1 7` when number 7 was committed.
import { enter, openLedger } from './ledger.js';

const [target = '', name = '', writers = '1'] = process.argv.slice(2);

async function main(): Promise<void> {
  const store = await openLedger(target);
  console.log('open');
  await Promise.all(
    Array.from({ length: Number(writers) }, async (_, at) => {
      const writer = `${name}-${at}`;
      while (true) console.log(`${writer} ${await enter(store, writer)}`);
    }),
  );
}

void main();
