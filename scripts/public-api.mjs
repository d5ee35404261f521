// Holds each package's exported names against its api.txt, so that no public name comes or goes unannounced.
// `npm run api:check` compares; `npm run api:update` writes the files anew, to be read in the diff.

import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = fileURLToPath(new URL('..', import.meta.url));
const update = process.argv.includes('--update');

/** Asked in this order of each exported symbol; one that is a type and a value has both kinds. */
const kinds = [
  [ts.SymbolFlags.Function, 'function'],
  [ts.SymbolFlags.Class, 'class'],
  [ts.SymbolFlags.Enum, 'enum'],
  [ts.SymbolFlags.Module, 'namespace'],
  [ts.SymbolFlags.Variable, 'const'],
  [ts.SymbolFlags.Interface, 'interface'],
  [ts.SymbolFlags.TypeAlias, 'type'],
];

const packages = readdirSync(join(root, 'packages'))
  .map((name) => join(root, 'packages', name))
  .filter((folder) => existsSync(join(folder, 'package.json')))
  .map((folder) => ({ folder, entries: entriesOf(folder) }));
const program = createProgram(packages.flatMap(({ entries }) => entries.map(({ file }) => file)));
const changed = packages.filter(({ folder, entries }) => !isAsAnnounced(folder, entries));

if (changed.length > 0 && !update) {
  console.error('public names changed; if that is meant, run `npm run api:update` and commit');
  process.exitCode = 1;
}

function isAsAnnounced(folder, entries) {
  const file = join(folder, 'api.txt');
  const announced = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const found = entries.flatMap(namesOf).join('');
  if (found === announced) return true;
  for (const line of difference(announced, found)) console.log(line);
  if (update) writeFileSync(file, found);
  return false;
}

/** The subpaths of a package that are modules: what to write in an import, and the file it leads to. */
function entriesOf(folder) {
  const { name, exports } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return Object.entries(exports ?? {})
    .filter(([, file]) => file.endsWith('.ts'))
    .map(([subpath, file]) => ({
      specifier: subpath.replace('.', name),
      file: join(folder, file),
    }));
}

function createProgram(files) {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.api.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  return ts.createProgram(files, options);
}

function namesOf({ specifier, file }) {
  const checker = program.getTypeChecker();
  const module = checker.getSymbolAtLocation(program.getSourceFile(file));
  const symbols = module === undefined ? [] : checker.getExportsOfModule(module);
  const lines = symbols.map((symbol) => {
    const isAlias = (symbol.flags & ts.SymbolFlags.Alias) !== 0;
    const { flags } = isAlias ? checker.getAliasedSymbol(symbol) : symbol;
    const names = kinds.filter(([flag]) => (flags & flag) !== 0).map(([, kind]) => kind);
    return `${specifier}: ${names.join(' and ') || 'unknown'} ${symbol.name}\n`;
  });
  return lines.sort();
}

function difference(before, after) {
  const [old, now] = [before, after].map((text) => new Set(text.split('\n')));
  const gone = [...old].filter((line) => !now.has(line)).map((line) => `- ${line}`);
  const come = [...now].filter((line) => !old.has(line)).map((line) => `+ ${line}`);
  return [...gone, ...come];
}
