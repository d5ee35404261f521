// Who may import whom, as data; an arrow that is missing here is refused by `npm run arrows`.
// INVARIANT: the rooms are those of ARCHITECTURE.md; a new package is first drawn there.

const { existsSync, readdirSync } = require('node:fs');
const { join } = require('node:path');

/**
 * Each room: the rooms it may import, and what else is special about it.
 * - `types` may be imported as types alone; `parts` names the files of a room that may be imported, or (`from`)
 *   the files of this room that have the arrow.
 * - `npm` lists every third-party package of a room that must stay small; rooms without it are free.
 * - `builtins: false` keeps Node out, so that the room runs in a browser; `except` names the files that may.
 */
const rooms = {
  policy: { imports: [], npm: ['jsonc-parser'], builtins: false },
  sigv4: { imports: [], npm: [], builtins: false, except: '[a-z]+-node' },
  evaluator: { imports: ['policy'], npm: ['ipaddr.js'], builtins: false },
  analyzer: { imports: ['policy', 'evaluator'] },
  client: { imports: ['policy', 'sigv4'] },
  api: {
    imports: ['policy', 'sigv4'],
    types: ['evaluator'],
    parts: [{ room: 'client', from: 'service-channel' }],
  },
  middleware: { imports: ['policy', 'evaluator', 'sigv4'] },
  iam: {
    imports: ['policy', 'evaluator', 'sigv4'],
    types: ['api'],
    parts: [
      { room: 'api', to: 'src/error-code' },
      { room: 'api', to: 'src/validate-input' },
    ],
  },
  server: {
    imports: ['policy', 'evaluator', 'sigv4', 'api', 'middleware', 'iam', 'analyzer'],
    parts: [{ room: 'console', to: 'dist/' }],
  },
  console: { imports: ['policy', 'evaluator'], types: ['api'] },
  cli: { imports: ['policy', 'evaluator', 'analyzer', 'client', 'api', 'server'] },
};

for (const name of readdirSync(join(__dirname, 'packages'))) {
  const isPackage = existsSync(join(__dirname, 'packages', name, 'package.json'));
  if (isPackage && !(name in rooms))
    throw new Error(`packages/${name} has no row in ${__filename}`);
}

const among = (names) => `(${names.map((name) => name.replaceAll('.', '\\.')).join('|')})`;

function arrowsOf(name, { imports, types = [], parts = [], npm, builtins, except }) {
  const src = `^packages/${name}/src/`;
  const known = [name, ...imports, ...types, ...parts.map((part) => part.room)];
  const rules = [
    {
      name: `${name}-arrows`,
      comment: `${name} may import ${imports.join(', ') || 'no other package'}`,
      from: { path: src },
      to: { path: `^packages/(?!${among(known)}/)` },
    },
  ];
  for (const room of new Set([...types, ...parts.map((part) => part.room)])) {
    const allowed = parts.filter((part) => part.room === room);
    const from = allowed.filter((part) => part.from).map((part) => `${src}${part.from}`);
    const to = allowed.filter((part) => part.to).map((part) => `^packages/${room}/${part.to}`);
    rules.push({
      name: `${name}-${room}-in-part`,
      comment: `${name} may import only a part of ${room}, or only its types, or from one file`,
      from: { path: src, ...(from.length > 0 && { pathNot: from }) },
      to: {
        path: `^packages/${room}/`,
        ...(to.length > 0 && { pathNot: to }),
        ...(types.includes(room) && { dependencyTypesNot: ['type-only'] }),
      },
    });
  }
  if (npm !== undefined) {
    rules.push({
      name: `${name}-third-parties`,
      comment: `what people read to trust stays small: ${name} has ${npm.join(', ') || 'no dependency'}`,
      from: { path: src },
      to: {
        path: 'node_modules/',
        ...(npm.length > 0 && { pathNot: `node_modules/${among(npm)}/` }),
      },
    });
  }
  if (builtins === false) {
    rules.push({
      name: `${name}-builtins`,
      comment: `${name} runs in a browser and reads no file, clock or network`,
      from: { path: src, ...(except && { pathNot: `${src}${except}\\.ts$` }) },
      to: { dependencyTypes: ['core'] },
    });
  }
  return rules;
}

const everywhere = [
  {
    name: 'no-cycles',
    comment: 'two files that need each other are one file, or three',
    from: {},
    to: { circular: true },
  },
  {
    name: 'no-foreign-folders',
    comment: 'another package is imported by its name; only what its exports say exists',
    from: { path: '^(packages|examples)/([^/]+)/', pathNot: '/test/' },
    to: { path: '^(packages|examples)/', pathNot: '^$1/$2/', dependencyTypes: ['local'] },
  },
  {
    name: 'no-own-index',
    comment: 'index.ts is for others; inside a package import the file itself',
    from: { path: '^packages/([^/]+)/src/' },
    to: { path: '^packages/$1/src/index\\.ts$' },
  },
  {
    name: 'no-tests-in-src',
    comment: 'what is published knows no test, example or script',
    from: { path: '^packages/[^/]+/src/' },
    to: { path: '^(packages/[^/]+/test/|examples/|scripts/)' },
  },
  {
    name: 'no-dev-dependency-in-src',
    comment: 'what is published needs its packages where it is installed',
    from: { path: '^packages/[^/]+/src/' },
    to: {
      dependencyTypes: ['npm-dev', 'npm-no-pkg'],
      dependencyTypesNot: ['npm', 'npm-peer', 'type-only'],
    },
  },
  {
    name: 'no-unresolved',
    comment: 'an import that leads nowhere, or past the exports of a package',
    from: {},
    to: { couldNotResolve: true },
  },
];

module.exports = {
  forbidden: [
    ...Object.entries(rooms).flatMap(([name, room]) => arrowsOf(name, room)),
    ...everywhere,
  ].map((rule) => ({ severity: 'error', ...rule })),
  options: {
    doNotFollow: { path: '(^|/)(node_modules|dist)/' },
    exclude: { path: '/\\.tsbuild/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.js', '.mjs', '.d.ts'],
    },
  },
};
