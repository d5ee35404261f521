// Makes a fresh clone ready to run: installs the pinned pnpm's packages through npm, only when needed.
// Plain Node without dependencies, because nothing is installed yet. Says everything on stderr.

import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const stampFile = join(root, 'node_modules', '.ostiary-setup');
const lock = join(root, '.setup.lock');
const lockBeatMs = 1_000;
const lockStaleMs = 15_000;

/** What pnpm and npm print, and what it means to the person who typed `npm start`. */
const knownFailures = [
  [
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|ERR_PNPM_META_FETCH_FAIL/,
    'the npm registry cannot be reached; check the network, or `npm config get registry`',
  ],
  [
    /ERR_PNPM_OUTDATED_LOCKFILE/,
    `pnpm-lock.yaml does not match a package.json; run \`npx -y ${manifest.packageManager} install\` and commit the lockfile`,
  ],
  [/spawn npx ENOENT/, 'npm is needed, and its `npx` was not found'],
  [/ENOSPC/, 'the disk is full'],
  [
    /EACCES|EROFS|EPERM/,
    'a file could not be written; check who owns this folder and the npm cache',
  ],
];

requireNode(manifest.engines.node);
if (!isReady()) await install();

function requireNode(range) {
  const wanted = range.replace('>=', '').split('.').map(Number);
  const found = process.versions.node.split('.').map(Number);
  const differing = wanted.findIndex((part, at) => part !== found[at]);
  if (differing !== -1 && found[differing] < wanted[differing]) {
    fail(`Node ${range} is needed, this is Node ${process.versions.node}`);
  }
}

function isReady() {
  return existsSync(stampFile) && readFileSync(stampFile, 'utf8') === fingerprint();
}

/** A hash of all that decides what gets installed. */
function fingerprint() {
  const manifests = ['packages', 'examples'].flatMap((folder) =>
    existsSync(join(root, folder))
      ? readdirSync(join(root, folder)).map((name) => join(folder, name, 'package.json'))
      : [],
  );
  const hash = createHash('sha256').update([process.platform, process.arch].join());
  const files = ['pnpm-lock.yaml', 'pnpm-workspace.yaml', 'package.json', ...manifests.sort()];
  for (const file of files.filter((name) => existsSync(join(root, name)))) {
    hash.update(`\n${file}\n`).update(readFileSync(join(root, file)));
  }
  return hash.digest('hex');
}

async function install() {
  const release = await acquireLock();
  try {
    // Another run may have installed everything while this one waited.
    if (isReady()) return;
    say(`installing packages with ${manifest.packageManager} (once; later runs skip this)`);
    rmSync(stampFile, { force: true });
    const { code, output } = await runPnpm();
    if (code === 0) return writeFileSync(stampFile, fingerprint());
    const known = knownFailures.find(([pattern]) => pattern.test(output));
    say(`set-up failed: ${known?.[1] ?? `pnpm install ended with ${code}; its output is above`}`);
    process.exitCode = 1;
  } finally {
    release();
  }
}

/** `npm start` and `npm test` may begin at once; a folder is made by one of them only. */
async function acquireLock() {
  for (let waited = false; !tryLock(); waited = true) {
    if (!waited) say('waiting for another set-up of this folder to finish');
    dropStaleLock();
    await sleep(200 + Math.random() * 100);
  }
  const beat = setInterval(() => {
    if (existsSync(lock)) utimesSync(lock, new Date(), new Date());
  }, lockBeatMs);
  return () => {
    clearInterval(beat);
    rmSync(lock, { recursive: true, force: true });
  };
}

function tryLock() {
  try {
    mkdirSync(lock);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    return fail(`cannot write in ${root}: ${error.message}`);
  }
}

/** The holder touches its lock every second, so one that stands still belongs to a killed process. */
function dropStaleLock() {
  try {
    if (Date.now() - statSync(lock).mtimeMs < lockStaleMs) return;
    // Renamed first: of two processes that both see it stale, one wins.
    const grave = `${lock}.${process.pid}`;
    renameSync(lock, grave);
    rmSync(grave, { recursive: true, force: true });
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
}

function runPnpm() {
  return new Promise((resolve) => {
    const child = spawn(
      'npx',
      ['--yes', manifest.packageManager, 'install', '--frozen-lockfile', '--reporter=append-only'],
      {
        cwd: root,
        env: cleanEnvironment(),
        stdio: ['ignore', 'pipe', 'pipe'],
        shell: process.platform === 'win32',
      },
    );
    // The lock stays until the child is gone.
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
      process.on(signal, () => child.kill(signal));
    let output = '';
    const forward = (chunk) => {
      output = (output + chunk).slice(-20_000);
      process.stderr.write(chunk);
    };
    child.stdout.on('data', forward);
    child.stderr.on('data', forward);
    child.on('error', (error) =>
      resolve({ code: error.code, output: `${output}${error.message}` }),
    );
    child.on('close', (code, signal) => resolve({ code: code ?? signal, output }));
  });
}

/**
 * `npm start` hands its own settings down as npm_* variables (its prefix, its log level), which pnpm
 * would take for orders; only those that say how to reach the registry and the cache are kept.
 */
function cleanEnvironment() {
  const kept =
    /^npm_config_(registry|proxy|https_proxy|noproxy|cafile|ca|strict_ssl|fetch_.*|cache|userconfig|globalconfig|store_dir|\/\/.*|@.*)$/i;
  const entries = Object.entries(process.env).filter(
    ([name]) => !/^(npm|pnpm)_/i.test(name) || kept.test(name),
  );
  return {
    // npm would wait a minute before it says that there is no network.
    npm_config_fetch_retry_mintimeout: '1000',
    npm_config_fetch_retry_maxtimeout: '5000',
    ...Object.fromEntries(entries),
    // pnpm asks no questions then.
    CI: 'true',
    // `production` would leave out what the tests need.
    NODE_ENV: 'development',
  };
}

function say(message) {
  process.stderr.write(`ostiary: ${message}\n`);
}

function fail(message) {
  say(`set-up failed: ${message}`);
  process.exit(1);
}
