// The import rules of .dependency-cruiser.cjs refuse what they say they refuse, shown on a small copy of the house.

import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const rooms = ['policy', 'sigv4', 'evaluator', 'client', 'api', 'middleware', 'iam'];

/** A file, what it imports, and the rules that refuse it. */
const cases: readonly (readonly [file: string, code: string, refusedBy: readonly string[]])[] = [
  ['evaluator/src/a.ts', `import '@ostiary/policy';`, []],
  ['policy/src/up.ts', `import '@ostiary/evaluator';`, ['policy-arrows']],
  ['middleware/src/domain.ts', `import type { A } from '@ostiary/iam';`, ['middleware-arrows']],
  ['api/src/types.ts', `import type { A } from '@ostiary/evaluator';`, []],
  ['api/src/value.ts', `import { A } from '@ostiary/evaluator';`, ['api-evaluator-in-part']],
  ['api/src/service-channel.ts', `import '@ostiary/client';`, []],
  ['api/src/other.ts', `import '@ostiary/client';`, ['api-client-in-part']],
  ['iam/src/wire.ts', `import { A } from '@ostiary/api';`, ['iam-api-in-part']],
  ['iam/src/code.ts', `import { A } from '@ostiary/api/error-codes';`, []],
  ['policy/src/json.ts', `import 'jsonc-parser';`, []],
  ['sigv4/src/json.ts', `import 'jsonc-parser';`, ['sigv4-third-parties']],
  ['sigv4/src/digest-node.ts', `import 'node:crypto';`, []],
  ['evaluator/src/file.ts', `import 'node:fs';`, ['evaluator-builtins']],
  ['client/src/deep.ts', `import '@ostiary/policy/src/part.js';`, ['no-unresolved']],
  ['client/src/reach.ts', `import '../../policy/src/part.js';`, ['no-foreign-folders']],
  ['client/src/own.ts', `import './index.js';`, ['no-own-index']],
  ['client/src/tested.ts', `import '../test/free.test.js';`, ['no-tests-in-src']],
  ['client/src/dev.ts', `import 'dev-only';`, ['no-dev-dependency-in-src']],
  ['client/src/peer.ts', `import 'framework';`, []],
  ['client/src/a-ring.ts', `import './ring.js';`, ['no-cycles']],
  ['client/test/free.test.ts', `import '@ostiary/iam'; import '../../policy/src/part.js';`, []],
];

const house = mkdtempSync(join(tmpdir(), 'ostiary-arrows-'));
const refusals = new Map<string, string[]>();

beforeAll(() => {
  copyFileSync(join(root, 'tsconfig.base.json'), join(house, 'tsconfig.base.json'));
  copyFileSync(join(root, '.dependency-cruiser.cjs'), join(house, '.dependency-cruiser.cjs'));
  for (const room of rooms) buildRoom(room);
  write('packages/client/src/ring.ts', `import './a-ring.js';`);
  for (const [file, code] of cases) write(`packages/${file}`, code);

  const command = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const args = [command, '--config', '.dependency-cruiser.cjs', '-T', 'json', 'packages'];
  const { stdout } = spawnSync(process.execPath, args, { cwd: house, encoding: 'utf8' });
  for (const { from, rule } of JSON.parse(stdout).summary.violations) {
    const file = from.replace('packages/', '');
    refusals.set(file, [...(refusals.get(file) ?? []), rule.name]);
  }
});

afterAll(() => rmSync(house, { recursive: true, force: true }));

for (const [file, code, refusedBy] of cases) {
  const verdict = refusedBy.length === 0 ? 'may hold' : `may not hold (${refusedBy})`;
  test(`${file} ${verdict}: ${code}`, () => {
    expect(refusals.get(file) ?? []).toEqual(refusedBy);
  });
}

/** A package as pnpm lays it out: its exports lead to src, its neighbours are links in node_modules. */
function buildRoom(room: string): void {
  const manifest = {
    name: `@ostiary/${room}`,
    type: 'module',
    exports: { '.': './src/index.ts', './error-codes': './src/error-codes.ts' },
    dependencies: Object.fromEntries(
      ['jsonc-parser', ...rooms.map((other) => `@ostiary/${other}`)].map((name) => [name, '*']),
    ),
    peerDependencies: { framework: '*' },
    devDependencies: { 'dev-only': '*', framework: '*' },
  };
  write(`packages/${room}/package.json`, JSON.stringify(manifest));
  for (const file of ['index', 'error-codes', 'part']) {
    write(`packages/${room}/src/${file}.ts`, 'export const A = 1;');
  }
  for (const name of ['jsonc-parser', 'dev-only', 'framework']) {
    write(`packages/${room}/node_modules/${name}/package.json`, JSON.stringify({ name }));
    write(`packages/${room}/node_modules/${name}/index.js`, '');
  }
  mkdirSync(join(house, 'packages', room, 'node_modules/@ostiary'), { recursive: true });
  for (const other of rooms.filter((name) => name !== room)) {
    const link = join(house, 'packages', room, 'node_modules/@ostiary', other);
    symlinkSync(join(house, 'packages', other), link, 'junction');
  }
}

function write(path: string, text: string): void {
  const file = join(house, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
