// Kills instances, or their database server, at random moments, and looks at what is left.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import type { PostgresCluster } from '../postgres-cluster.js';
import { audit, openLedger } from './ledger.js';

/** What is killed, and how often. */
export interface CrashOptions {
  /** `sqlite:FILE` or `postgres://…`; empty at first. */
  readonly target: string;
  readonly kills: number;
  /** Processes that write at once. */
  readonly instances: number;
  /** Killed in place of instances, and started again; they go on meanwhile. */
  readonly server?: Pick<PostgresCluster, 'kill' | 'start'>;
  readonly onKill?: (kills: number, acknowledged: number) => void;
}

/** What came of it. */
export interface CrashReport {
  readonly kills: number;
  /** Of these, kills before the instance had opened its store. */
  readonly killsAtStart: number;
  /** Transactions that instances said were committed. */
  readonly acknowledged: number;
  /** Transactions that were refused, since the server was away for too long. */
  readonly refused: number;
  readonly faults: readonly string[];
}

const WRITERS = 4;

interface Instance {
  readonly name: string;
  readonly process: ChildProcess;
  /** Ends when it has said so many lines more, or has ended. */
  readonly lines: (count: number) => Promise<void>;
}

/** What instances have said, and what was found. */
interface Ledger {
  readonly acknowledged: Map<string, number>;
  readonly faults: string[];
  refused: number;
}

/** Runs the load, kills `kills` times, and audits the state after each. */
export async function crash(options: CrashOptions): Promise<CrashReport> {
  const { target, kills, server, onKill } = options;
  const ledger: Ledger = { acknowledged: new Map(), faults: [], refused: 0 };
  let killsAtStart = 0;
  const start = (name: string): Instance =>
    startInstance([target, name, String(WRITERS), ...(server ? ['bear'] : [])], name, ledger);
  const instances = Array.from({ length: options.instances }, (_, at) => start(`i${at}`));
  const killOne = async (): Promise<void> => {
    const at = Math.floor(Math.random() * instances.length);
    const victim = instances[at];
    if (victim === undefined) throw new Error('no instance');
    if (server === undefined && Math.random() < 0.15) {
      // Anywhere from the start of the process to its first writes.
      await wait(Math.random() * 1000);
      killsAtStart += 1;
    } else {
      await victim.lines(1 + Math.floor(Math.random() * 40));
      await wait(Math.random() * 10);
    }
    if (server === undefined) {
      await stop(victim);
      instances[at] = start(victim.name);
    } else {
      await server.kill();
      await server.start();
    }
  };
  try {
    for (let kill = 1; kill <= kills && ledger.faults.length === 0; kill += 1) {
      await killOne();
      ledger.faults.push(...(await lookAt(target, ledger.acknowledged)));
      onKill?.(kill, sum(ledger.acknowledged));
    }
    // Everyone writes again, those who were started last, too.
    await Promise.all(instances.map(({ lines }) => lines(2)));
  } finally {
    await Promise.all(instances.map(stop));
  }
  const { acknowledged, faults, refused } = ledger;
  faults.push(...(await lookAt(target, acknowledged)));
  return { kills, killsAtStart, acknowledged: sum(acknowledged), refused, faults };
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

function startInstance(args: readonly string[], name: string, ledger: Ledger): Instance {
  const { acknowledged, faults } = ledger;
  const script = new URL('writer.ts', import.meta.url).pathname;
  const process = spawn(globalThis.process.execPath, ['--import', 'tsx', script, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
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
    if (line === 'refused') ledger.refused += 1;
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
  if (process.exitCode !== null || process.signalCode !== null) return;
  const closed = once(process, 'close');
  process.kill('SIGKILL');
  await closed;
}

function sum(numbers: ReadonlyMap<string, number>): number {
  return [...numbers.values()].reduce((total, number) => total + number, 0);
}
