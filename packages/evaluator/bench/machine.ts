// What the numbers were measured on and with.
import { readFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { ENGINES } from './engine-table.js';

/** The machine in one sentence; the load is that before the run. */
export function describeMachine(): string {
  const [cpu] = cpus();
  const load = loadavg()[0] ?? 0;
  return `${cpu?.model.trim() ?? 'unknown processor'}, ${cpus().length} cores, ${process.platform} ${process.arch}, Node ${process.version}, load average ${load.toFixed(1)} before the run`;
}

/** The installed version of each peer, by the name of its engine. */
export function findVersions(): ReadonlyMap<string, string> {
  const peers = ENGINES.filter(({ name }) => name !== 'ostiary' && name !== 'naive');
  return new Map(peers.map(({ name }) => [name, readVersion(name)]));
}

/** Engines of one package are told apart by what follows its name. */
function readVersion(name: string): string {
  const [packageName] = name.split(' ');
  const manifest = new URL(`../node_modules/${packageName}/package.json`, import.meta.url);
  const { version } = JSON.parse(readFileSync(manifest, 'utf8'));
  return String(version);
}
