// What `npm start` says: the reason it prints is the one that the notes API gives.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));

it('tells why Bob is refused, and ends when it is told to', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ostiary-demo-'));
  const args = ['--import', 'tsx', main, '--port', '0', '--data', join(folder, 'data')];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  let printed = '';
  for await (const chunk of child.stdout) {
    printed += chunk;
    if (!child.killed && printed.includes('Ctrl-C stops it.')) child.kill('SIGTERM');
  }
  expect(printed).toMatch(
    /because: User: \S+:user\/bob is not authorized to perform: notes:GetNote on resource: \S+ with an explicit deny in an identity-based policy\n/,
  );
  expect(await ended).toEqual([0, null]);
  rmSync(folder, { recursive: true });
});
