// Kills a write load at random moments: `npm run crash-test -- --store sqlite|postgres --kills 200`.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createDatabase } from '../postgres.js';
import { crash } from './crash.js';

const { values } = parseArgs({
  options: {
    store: { type: 'string', default: 'sqlite' },
    kills: { type: 'string', default: '200' },
    instances: { type: 'string', default: '2' },
  },
});

/** Somewhere to write, and how to get rid of it. */
async function openTarget(): Promise<readonly [target: string, drop: () => Promise<void>]> {
  if (values.store === 'postgres') {
    const { url, drop } = await createDatabase();
    return [url, drop];
  }
  const directory = await mkdtemp(join(tmpdir(), 'ostiary-crash-'));
  return [
    `sqlite:${join(directory, 'ostiary.db')}`,
    () => rm(directory, { recursive: true, force: true }),
  ];
}

async function main(): Promise<void> {
  const started = Date.now();
  const [target, drop] = await openTarget();
  try {
    const { faults, ...report } = await crash({
      ...{ target, kills: Number(values.kills), instances: Number(values.instances) },
      onKill: (kills, acknowledged) => {
        if (kills % 10 === 0) console.log(`${kills} kills, ${acknowledged} acknowledged`);
      },
    });
    console.log({
      store: values.store,
      ...report,
      seconds: Math.round((Date.now() - started) / 1000),
    });
    for (const fault of faults) console.log(`FAULT: ${fault}`);
    process.exitCode = faults.length === 0 ? 0 : 1;
  } finally {
    await drop();
  }
}

void main();
