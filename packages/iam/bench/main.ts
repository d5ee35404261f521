// `npm run bench -- --only control-plane`: what a hundred times the users cost, on both databases.
import { randomBytes } from 'node:crypto';
import { cpus, loadavg } from 'node:os';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { type Interval, medianInterval } from '../../evaluator/bench/statistics.js';
import { createIam } from '../src/create-iam.js';
import { createSecrets } from '../src/create-secrets.js';
import { createKeyRing } from '../src/key-ring.js';
import { fill, root, sizesOf } from './account.js';
import { CASES, type Plane } from './cases.js';
import { type BenchDatabase, openPostgres, openSqlite } from './databases.js';

const quick = process.argv.includes('--quick');
const SMALL = 1_000;
const LARGE = quick ? 10_000 : 100_000;
const ROUNDS = quick ? 8 : 20;
const PASS_MS = quick ? 15 : 40;

interface Filled extends Plane {
  readonly database: BenchDatabase;
  readonly rows: number;
}

interface Result {
  readonly name: string;
  readonly small: number;
  readonly large: number;
  readonly ratio: Interval;
}

setFlagsFromString('--expose-gc');
const collect: () => void = runInNewContext('gc');

process.stdout.write(
  `${cpus()[0]?.model.trim()}, ${cpus().length} cores, Node ${process.version}, load average ${(loadavg()[0] ?? 0).toFixed(1)} before the run.\n`,
);
for (const [name, open] of Object.entries({ SQLite: openSqlite, PostgreSQL: openPostgres })) {
  const databases = [await open(), await open()];
  const [first, second] = databases;
  try {
    if (first === undefined || second === undefined) {
      process.stdout.write(`\nskipped: ${name}, no server answers\n`);
      continue;
    }
    await measureDatabase(name, first, second);
  } finally {
    for (const database of databases) await database?.drop();
  }
}
process.stdout.write(`\nLoad average after the run ${(loadavg()[0] ?? 0).toFixed(1)}.\n`);

async function measureDatabase(
  name: string,
  first: BenchDatabase,
  second: BenchDatabase,
): Promise<void> {
  const small = await fillPlane(first, SMALL);
  const large = await fillPlane(second, LARGE);
  // Once for the code and what is kept of it.
  await heldBy(small);
  const memory = [await heldBy(small), await heldBy(large)] as const;
  const results: Result[] = [];
  for (const { name: title, run } of CASES) {
    results.push({ name: title, ...(await compare(run, small, large)) });
  }
  process.stdout.write(report(name, small, large, results, memory));
}

async function fillPlane(database: BenchDatabase, users: number): Promise<Filled> {
  const secrets = createSecrets(createKeyRing([randomBytes(32)]));
  const quotas = { UsersQuota: 10 * LARGE, GroupsQuota: LARGE, PoliciesQuota: LARGE };
  const iam = createIam({ store: database.store, secrets, quotas });
  const rows = await fill(users, secrets, database.put);
  await database.settle();
  // The marker of the middle, from pages of a thousand.
  let middle: string | undefined;
  for (let read = 0; read < users / 2; ) {
    const MaxItems = Math.min(1000, users / 2);
    const { Marker } = await iam.execute('ListUsers', { Marker: middle, MaxItems }, root);
    middle = Marker;
    read += MaxItems;
  }
  return { iam, database, users, rows, middle };
}

/** What the process holds more when every case has run on a plane; in bytes. */
async function heldBy(plane: Filled): Promise<number> {
  const before = reachable();
  for (const { run } of CASES) for (let turn = 0; turn < 20; turn++) await run(plane, turn);
  return reachable() - before;
}

function reachable(): number {
  collect();
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

async function compare(
  run: (typeof CASES)[number]['run'],
  small: Plane,
  large: Plane,
): Promise<Omit<Result, 'name'>> {
  let turn = 1000;
  const pass = async (plane: Plane, calls: number): Promise<number> => {
    const start = performance.now();
    for (let call = 0; call < calls; call++) await run(plane, turn++);
    return (performance.now() - start) / calls;
  };
  const expected = Math.max(await pass(small, 5), await pass(large, 5));
  const calls = Math.max(1, Math.min(200, Math.round(PASS_MS / expected)));
  const times: (readonly [small: number, large: number])[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    // Each begins every other round.
    const begun = round % 2 === 0 ? await pass(small, calls) : undefined;
    const ofLarge = await pass(large, calls);
    times.push([begun ?? (await pass(small, calls)), ofLarge]);
  }
  return {
    small: medianInterval(times.map(([ofSmall]) => ofSmall)).median,
    large: medianInterval(times.map(([, ofLarge]) => ofLarge)).median,
    ratio: medianInterval(times.map(([ofSmall, ofLarge]) => ofLarge / ofSmall)),
  };
}

function report(
  name: string,
  small: Filled,
  large: Filled,
  results: readonly Result[],
  [heldSmall, heldLarge]: readonly [number, number],
): string {
  const count = (value: number) => value.toLocaleString('en-US');
  const describe = ({ users, rows }: Filled) => {
    const { groups, policies } = sizesOf(users);
    return `${count(users)} users, ${count(groups)} groups, ${count(policies)} policies (${count(rows)} rows)`;
  };
  const mebibytes = (bytes: number) => (bytes / 2 ** 20).toFixed(1);
  return [
    '',
    `### ${name}`,
    '',
    `${describe(small)} against ${describe(large)}; ${ROUNDS} interleaved rounds, medians; the ratio with its 95 % interval.`,
    '',
    `| | ${count(small.users)} users, ms | ${count(large.users)} users, ms | ratio |`,
    '| --- | --- | --- | --- |',
    ...results.map(
      (result) =>
        `| ${result.name} | ${result.small.toFixed(2)} | ${result.large.toFixed(2)} | ${result.ratio.median.toFixed(2)} (${result.ratio.low.toFixed(2)} to ${result.ratio.high.toFixed(2)}) |`,
    ),
    '',
    `Memory: twenty calls of each left ${mebibytes(heldSmall)} MiB of heap reachable with the small account, ${mebibytes(heldLarge)} MiB with the large one; resident size of the whole process, which also filled them, ${mebibytes(process.memoryUsage().rss)} MiB.`,
    '',
  ].join('\n');
}
