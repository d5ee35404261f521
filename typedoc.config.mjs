// `npm run docs:check`: whatever a package exports has a doc comment, and links in comments lead somewhere.

import { existsSync, readdirSync, readFileSync } from 'node:fs';

const manifests = readdirSync('packages')
  .map((name) => `packages/${name}`)
  .filter((folder) => existsSync(`${folder}/package.json`))
  .map((folder) => ({ folder, ...JSON.parse(readFileSync(`${folder}/package.json`, 'utf8')) }));

/** @type {Partial<import('typedoc').TypeDocOptions>} */
export default {
  entryPoints: manifests
    .filter((manifest) => manifest.private !== true)
    .flatMap(({ folder, exports }) => Object.values(exports).map((file) => `${folder}/${file}`))
    .filter((file) => file.endsWith('.ts')),
  tsconfig: 'tsconfig.api.json',
  // All packages are one program here, so globals of one meet another; `typecheck` judges the types.
  skipErrorChecking: true,
  // The page a reader sees is built elsewhere; this only looks.
  emit: 'none',
  readme: 'none',
  disableSources: true,
  treatWarningsAsErrors: true,
  packagesRequiringDocumentation: manifests.map((manifest) => manifest.name),
  validation: { notDocumented: true, notExported: false, invalidLink: true },
  requiredToBeDocumented: ['Class', 'Enum', 'Function', 'Interface', 'TypeAlias', 'Variable'],
};
