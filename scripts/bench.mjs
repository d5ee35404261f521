// `npm run bench`: the benchmarks of all packages, or those that `--only` names.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Benchmarks with one name; all other names are workloads of the evaluator. */
const named = {
  verify: 'packages/sigv4/bench/main.ts',
  gate: 'packages/middleware/bench/main.ts',
  'control-plane': 'packages/iam/bench/main.ts',
};
const evaluator = 'packages/evaluator/bench/main.ts';

const args = process.argv.slice(2);
const at = args.indexOf('--only');
const only = at < 0 ? undefined : (args[at + 1] ?? '').split(',');
const workloads = only?.filter((name) => !(name in named));
const others = args.filter((_, index) => at < 0 || (index !== at && index !== at + 1));

/** @type {(readonly string[])[]} */
const runs = [];
if (workloads === undefined) runs.push([evaluator, ...others]);
else if (workloads.length > 0) runs.push([evaluator, ...others, '--only', workloads.join(',')]);
if (!args.includes('--help')) {
  for (const [name, file] of Object.entries(named)) {
    if (only === undefined || only.includes(name)) runs.push([file, ...others]);
  }
}

for (const [file = '', ...rest] of runs) {
  const command = [
    '--import',
    'tsx',
    fileURLToPath(new URL(`../${file}`, import.meta.url)),
    ...rest,
  ];
  const { status } = spawnSync(process.execPath, command, { stdio: 'inherit' });
  if (status !== 0) process.exitCode = 1;
}
if (args.includes('--help')) {
  process.stdout.write(
    `\n--only also takes ${Object.keys(named).join(', ')}: signatures, the gate on Express, and accounts of many users.\n`,
  );
}
