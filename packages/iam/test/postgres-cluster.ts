// A PostgreSQL of its own, that may be killed: its files are in a temporary directory, and its port is free.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** Lines of `postgresql.conf`, by name. */
export type Settings = Readonly<Record<string, string>>;

/** A server, and the means to be rid of it. */
export interface PostgresCluster {
  /** Of its database `postgres`, for a superuser. */
  readonly url: string;
  /** Where its files are; whoever runs it owns them. */
  readonly directory: string;
  /** Starts it, with more settings where there are any; resolves when it lets clients in. */
  readonly start: (settings?: Settings) => Promise<void>;
  /** Kills the postmaster and every process of it with SIGKILL, all at one moment. */
  readonly kill: () => Promise<void>;
  /** Ends it, and removes its files. */
  readonly drop: () => Promise<void>;
}

/**
 * Whether PostgreSQL's own programs are here; where they are not it says so in one line.
 *
 * @throws Error instead with OSTIARY_REQUIRE_SERVICES=1
 */
export function hasPostgresPrograms(): boolean {
  if (findPrograms() !== undefined) return true;
  const message = 'no initdb is in /usr/lib/postgresql/*/bin: bash .ci/services installs it';
  if (process.env.OSTIARY_REQUIRE_SERVICES === '1') throw new Error(message);
  console.log(`skipped: ${message}`);
  return false;
}

/**
 * Makes a cluster and starts it. What is committed is on its disk: the settings of that are PostgreSQL's own.
 * For root it runs as the user `postgres`, since PostgreSQL refuses to run as root.
 */
export async function createPostgresCluster(): Promise<PostgresCluster> {
  const programs = findPrograms();
  if (programs === undefined) throw new Error('there is no initdb here');
  const owner = findOwner();
  const directory = mkdtempSync(join(tmpdir(), 'ostiary-postgres-'));
  if (owner !== undefined) chownSync(directory, owner.uid, owner.gid);
  const data = join(directory, 'data');
  const options = { ...owner, cwd: directory };
  execFileSync(
    join(programs, 'initdb'),
    ['-D', data, '-U', 'postgres', '--auth=trust', '--encoding=UTF8', '--locale=C'],
    { ...options, stdio: 'ignore' },
  );
  const port = await findPort();
  const own = {
    ...{ port: String(port), listen_addresses: '127.0.0.1', unix_socket_directories: directory },
  };
  let postmaster: ChildProcess | undefined;

  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (postmaster?.pid === undefined) return;
    const ended = once(postmaster, 'exit');
    postmaster.kill(signal);
    await ended;
    postmaster = undefined;
  };
  const start = async (settings: Settings = {}): Promise<void> => {
    const all = Object.entries({ ...own, ...settings });
    const args = all.flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const child = spawn(join(programs, 'postgres'), ['-D', data, ...args], {
      ...options,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    postmaster = child;
    let said = '';
    await new Promise<void>((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', (code) => reject(new Error(`PostgreSQL ended with ${code}: ${said}`)));
      createInterface({ input: child.stderr }).on('line', (line) => {
        said = `${said}${line}\n`.slice(-10_000);
        if (line.includes('database system is ready to accept connections')) resolve();
      });
    });
  };
  const kill = async (): Promise<void> => {
    const pid = postmaster?.pid;
    if (pid === undefined) throw new Error('PostgreSQL does not run');
    // It makes no more processes while they are counted.
    process.kill(pid, 'SIGSTOP');
    const others = childrenOf(pid);
    const ended = end('SIGKILL');
    for (const other of others) killOne(other);
    await ended;
    // A dead process holds no memory that it shared; until then PostgreSQL does not start again.
    while (others.some(isAlive)) await new Promise((resolve) => setImmediate(resolve));
  };
  const drop = async (): Promise<void> => {
    await end('SIGINT');
    rmSync(directory, { recursive: true, force: true });
  };
  try {
    await start();
  } catch (error) {
    await drop();
    throw error;
  }
  return { url: `postgres://postgres@127.0.0.1:${port}/postgres`, directory, start, kill, drop };
}

/** The newest of the versions that Debian keeps beside each other. */
function findPrograms(): string | undefined {
  const versions = '/usr/lib/postgresql';
  if (!existsSync(versions)) return undefined;
  return readdirSync(versions)
    .sort((a, b) => Number(b) - Number(a))
    .map((version) => join(versions, version, 'bin'))
    .find((folder) => existsSync(join(folder, 'initdb')));
}

/** Whoever PostgreSQL runs as, where that is not who runs this. */
function findOwner(): { readonly uid: number; readonly gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const idOf = (flag: string) =>
    Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: idOf('-u'), gid: idOf('-g') };
}

async function findPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

function childrenOf(pid: number): readonly number[] {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
    .split(' ')
    .filter(Boolean)
    .map(Number);
}

function killOne(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

/** A zombie is dead, whoever is to bury it. */
function isAlive(pid: number): boolean {
  try {
    return !/^State:\s+[ZX]/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}
