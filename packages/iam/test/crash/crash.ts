// Kills instances at random moments, and looks at what they leave.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { audit, openLedger } from './ledger.js';

/** What is killed, and how often. */
export interface CrashOptions {
  /** `sqlite:FILE` or `postgres://…`; empty at first. */
  readonly target: string;
  readonly kills: number;
  /** Processes that write at once. */
  readonly instances: number;
  readonly onKill?: (kills: number, acknowledged: number) => void;
}

/** What came of it. */
export interface CrashReport {
  readonly kills: number;
  /** Of these, kills before the instance had opened its store. */
  readonly killsAtStart: number;
  /** Transactions that instances said were committed. */
  readonly acknowledged: number;
  readonly faults: readonly string[];
}

const WRITERS = 4;

interface Instance {
  readonly name: string;
  readonly process: ChildProcess;
  /** Ends when it has said so many lines more, or has ended. */
  readonly lines: (count: number) => Promise<void>;
}

/** Runs the load, kills `kills` times, and audits the state after each. */
export async function crash(options: CrashOptions): Promise<CrashReport> {
  const { target, kills, onKill } = options;
  const acknowledged = new Map<string, number>();
  const faults: string[] = [];
  let killsAtStart = 0;
  const start = (name: string): Instance => startInstance(target, name, acknowledged, faults);
  const instances = Array.from({ length: options.instances }, (_, at) => start(`i${at}`));
  try {
    for (let kill = 1; kill <= kills; kill += 1) {
      const at = Math.floor(Math.random() * instances.length);
      const victim = instances[at];
      if (victim === undefined) throw new Error('no instance');
      if (Math.random() < 0.15) {
        // Anywhere from the start of the process to its first writes.
        await wait(Math.random() * 1000);
        killsAtStart += 1;
      } else {
        await victim.lines(1 + Math.floor(Math.random() * 40));
        await wait(Math.random() * 10);
      }
      await stop(victim);
      faults.push(...(await lookAt(target, acknowledged)));
      instances[at] = start(victim.name);
      onKill?.(kill, sum(acknowledged));
      if (faults.length > 0) break;
    }
    // The last to be started start, too.
    await Promise.all(instances.map(({ lines }) => lines(2)));
  } finally {
    await Promise.all(instances.map(stop));
  }
  faults.push(...(await lookAt(target, acknowledged)));
  return { kills, killsAtStart, acknowledged: sum(acknowledged), faults };
}

/** Opens the store anew, as the next start would, and holds what it has against what was acknowledged. */
async function lookAt(
  target: string,
  acknowledged: ReadonlyMap<string, number>,
): Promise<readonly string[]> {
  const told = new Map(acknowledged);
  const store = await openLedger(target);
  try {
    const { counters, faults } = await audit(store);
    const lost = [...told].filter(([writer, number]) => (counters.get(writer) ?? 0) < number);
    return [
      ...faults,
      ...lost.map(([writer, number]) => `${writer} was told of ${number}, which is lost`),
    ];
  } finally {
    await store.close();
  }
}

function startInstance(
  target: string,
  name: string,
  acknowledged: Map<string, number>,
  faults: string[],
): Instance {
  const script = new URL('writer.ts', import.meta.url).pathname;
  const process = spawn(
    globalThis.process.execPath,
    ['--import', 'tsx', script, target, name, String(WRITERS)],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const waiting = new Set<{ left: number; done: () => void }>();
  const heard = (count: number): void => {
    for (const one of waiting) {
      one.left -= count;
      if (one.left > 0) continue;
      waiting.delete(one);
      one.done();
    }
  };
  createInterface({ input: process.stdout }).on('line', (line) => {
    const [, writer, number] = /^(\S+) (\d+)$/.exec(line) ?? [];
    if (writer !== undefined) {
      if (Number(number) <= (acknowledged.get(writer) ?? 0)) faults.push(`told twice of ${line}`);
      acknowledged.set(writer, Number(number));
    }
    heard(1);
  });
  createInterface({ input: process.stderr }).on('line', (line) => {
    faults.push(`${name}: ${line}`);
  });
  process.on('close', () => heard(Number.POSITIVE_INFINITY));
  return {
    name,
    process,
    lines: (count) =>
      new Promise((resolve) => {
        if (process.exitCode !== null || process.signalCode !== null) resolve();
        else waiting.add({ left: count, done: resolve });
      }),
  };
}

/** Kills an instance; what it had said is read to the end. */
async function stop({ process }: Instance): Promise<void> {
  const closed = once(process, 'close');
  process.kill('SIGKILL');
  await closed;
}

function sum(numbers: ReadonlyMap<string, number>): number {
  return [...numbers.values()].reduce((total, number) => total + number, 0);
}
