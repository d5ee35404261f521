// Packs every public package as it would be published, then lints the tarballs, installs them together in an
// empty project and imports each export in plain Node. `--keep` leaves the tarballs where they are.

import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const bin = (name) => join(root, 'node_modules', '.bin', name);
const readManifest = (folder) => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
const { packageManager } = readManifest(root);
const work = mkdtempSync(join(tmpdir(), 'ostiary-packaging-'));
const failures = [];

const packages = readdirSync(join(root, 'packages'))
  .map((name) => join(root, 'packages', name))
  .map((folder) => ({ folder, ...readManifest(folder) }))
  .filter((manifest) => manifest.private !== true);

try {
  if (build() && packages.every(pack)) {
    for (const manifest of packages) lint(manifest);
    if (install()) for (const manifest of packages) importAll(manifest);
  }
} finally {
  if (process.argv.includes('--keep')) console.log(`kept ${work}`);
  else rmSync(work, { recursive: true, force: true });
}
console.log(
  failures.length === 0
    ? `packaging: ${packages.length} packages can be published`
    : `packaging: ${failures.length} failed:\n${failures.map((what) => `  ${what}`).join('\n')}`,
);
process.exitCode = failures.length === 0 ? 0 : 1;

/** From nothing, so that no file of a deleted source is packed. */
function build() {
  for (const { folder } of packages) {
    for (const left of ['dist', '.tsbuild/src.tsbuildinfo']) {
      rmSync(join(folder, left), { recursive: true, force: true });
    }
  }
  return step('tsc -b', bin('tsc'), ['-b', ...packages.map(({ folder }) => folder)], root);
}

function pack({ name, folder }) {
  const args = ['--yes', packageManager, 'pack', '--out', tarball(name)];
  return step(`${name}: pnpm pack`, 'npx', args, folder);
}

function lint({ name }) {
  step(`${name}: publint`, bin('publint'), ['run', tarball(name), '--strict'], work);
  const args = [tarball(name), '--profile', 'esm-only', '--no-emoji'];
  step(`${name}: are the types wrong`, bin('attw'), args, work);
}

/** One project with all tarballs, and the peers (frameworks, drivers) a user would bring. */
function install() {
  const project = join(work, 'project');
  const peers = packages.flatMap(({ peerDependencies }) => Object.entries(peerDependencies ?? {}));
  const ours = packages.map(({ name }) => [name, `file:${tarball(name)}`]);
  mkdirSync(project);
  writeFileSync(
    join(project, 'package.json'),
    JSON.stringify({ private: true, dependencies: Object.fromEntries([...peers, ...ours]) }),
  );
  const args = ['install', '--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund'];
  return step('npm install of all tarballs', 'npm', args, project);
}

function importAll({ name, exports }) {
  const modules = Object.entries(exports).filter(([, file]) => file.endsWith('.ts'));
  for (const [subpath] of modules) {
    const specifier = subpath.replace('.', name);
    const args = ['--input-type=module', '--eval', `await import('${specifier}')`];
    step(`import '${specifier}'`, process.execPath, args, join(work, 'project'));
  }
}

function tarball(name) {
  return join(work, `${name.replace('@', '').replace('/', '-')}.tgz`);
}

/** Says one line for what went well, and all of the output for what did not. */
function step(what, command, args, cwd) {
  const windows = process.platform === 'win32';
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd,
    encoding: 'utf8',
    shell: windows && command !== process.execPath,
  });
  const passed = status === 0;
  console.log(`${passed ? 'ok  ' : 'FAIL'} ${what}`);
  if (!passed) {
    failures.push(what);
    console.log(`${stdout ?? ''}${stderr ?? ''}${error?.message ?? ''}`.replace(/^/gm, '     '));
  }
  return passed;
}
