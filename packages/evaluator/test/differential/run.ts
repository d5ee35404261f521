// Compares with the peer on many cases: `tsx packages/evaluator/test/differential/run.ts 100000 1`.
import { compare } from './compare.js';

const [cases = 100_000, seed = 1] = process.argv.slice(2).map(Number);

async function main(): Promise<void> {
  const started = Date.now();
  console.log(`seed ${seed}, ${cases} cases`);
  const { excluded, excludedCases, outcomes, disagreements } = await compare(seed, cases, {
    onProgress: (done) => {
      if (done % 10_000 === 0 && done > 0) console.log(`${done} after ${seconds(started)} s`);
    },
    onDisagreement: (found) => console.log(JSON.stringify(found)),
  });
  for (const [outcome, number] of outcomes) console.log(`${outcome}: ${percent(number)}`);
  for (const [name, number] of excluded)
    console.log(`not compared, peer ${name}: ${percent(number)}`);
  console.log(`not compared in all: ${percent(excludedCases)}`);
  console.log(`disagreements: ${disagreements.length}, after ${seconds(started)} s`);
  process.exitCode = disagreements.length === 0 ? 0 : 1;
}

function percent(number: number): string {
  return `${((100 * number) / cases).toFixed(3)}%`;
}

function seconds(started: number): number {
  return Math.round((Date.now() - started) / 1000);
}

void main();
