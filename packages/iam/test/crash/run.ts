// Kills a write load at random moments: `npm run crash-test -- --store postgres --kill server --kills 10`.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createDatabase } from '../postgres.js';
import { createPostgresCluster } from '../postgres-cluster.js';
import { type CrashOptions, crash } from './crash.js';

const HELP = `npm run crash-test -- [--store sqlite|postgres] [--kill instance|server] [--kills N] [--instances N]

Kills with SIGKILL while instances write, at random moments, and compares what is left with what they had
acknowledged. Ends with 1 when an acknowledged write is lost, or one is there in part.

  --store      where they write: sqlite (default), or postgres: the server that the tests use
  --kill       who is killed: an instance (default), or the PostgreSQL server with every process of it; that one
               is made for it, and removed afterwards
  --kills      how often; 200 by default, and 10 for a server
  --instances  processes that write at once; 2 by default`;

const { values } = parseArgs({
  options: {
    store: { type: 'string', default: 'sqlite' },
    kill: { type: 'string', default: 'instance' },
    kills: { type: 'string' },
    instances: { type: 'string', default: '2' },
    help: { type: 'boolean', default: false },
  },
});

/** Somewhere to write, whom to kill there, and how to get rid of it. */
type Target = Pick<CrashOptions, 'target' | 'server'> & { readonly drop: () => Promise<void> };

async function openTarget(): Promise<Target> {
  const { store, kill } = values;
  if (store === 'postgres' && kill === 'server') {
    const server = await createPostgresCluster();
    return { target: server.url, server, drop: server.drop };
  }
  if (kill !== 'instance') throw new Error(`nobody to kill with --store ${store} --kill ${kill}`);
  if (store === 'postgres') {
    const { url, drop } = await createDatabase();
    return { target: url, drop };
  }
  if (store !== 'sqlite') throw new Error(`expected --store sqlite or postgres, found ${store}`);
  const directory = await mkdtemp(join(tmpdir(), 'ostiary-crash-'));
  return {
    target: `sqlite:${join(directory, 'ostiary.db')}`,
    drop: () => rm(directory, { recursive: true, force: true }),
  };
}

async function main(): Promise<void> {
  if (values.help) return console.log(HELP);
  const started = Date.now();
  const { drop, ...where } = await openTarget();
  const every = where.server === undefined ? 10 : 1;
  const kills = Number(values.kills ?? (where.server === undefined ? 200 : 10));
  try {
    const { faults, ...report } = await crash({
      ...{ ...where, kills, instances: Number(values.instances) },
      onKill: (killed, acknowledged) => {
        if (killed % every === 0) console.log(`${killed} kills, ${acknowledged} acknowledged`);
      },
    });
    const seconds = Math.round((Date.now() - started) / 1000);
    console.log({ store: values.store, killed: values.kill, ...report, seconds });
    for (const fault of faults) console.log(`FAULT: ${fault}`);
    process.exitCode = faults.length === 0 ? 0 : 1;
  } finally {
    await drop();
  }
}

void main();
