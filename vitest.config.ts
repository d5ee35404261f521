// How every test of the workspace runs: straight from src, since package exports point there.

import ts from 'typescript';
import { defineConfig, type Plugin } from 'vitest/config';

/**
 * Decorators are compiled by TypeScript itself, because Vite leaves the standard (TC39) ones in place and
 * Node 20 cannot parse them. The file's name says which kind it holds:
 * `*.tc39.ts` and `*.tc39.test.ts` standard, `*.legacy.ts` and `*.legacy.test.ts` `experimentalDecorators`.
 */
function decorators(): Plugin {
  return {
    name: 'ostiary:decorators',
    enforce: 'pre',
    transform(code, id) {
      const kind = /\.(tc39|legacy)(\.test)?\.ts$/.exec(id)?.[1];
      if (kind === undefined) return undefined;
      const legacy = kind === 'legacy';
      const { outputText, sourceMapText } = ts.transpileModule(code, {
        fileName: id,
        compilerOptions: {
          target: ts.ScriptTarget.ES2022,
          module: ts.ModuleKind.ESNext,
          sourceMap: true,
          verbatimModuleSyntax: true,
          experimentalDecorators: legacy,
          emitDecoratorMetadata: legacy,
        },
      });
      return {
        code: outputText.replace(/\n\/\/# sourceMappingURL=.*$/, ''),
        map: sourceMapText ?? null,
      };
    },
  };
}

export default defineConfig({
  plugins: [decorators()],
  test: {
    include: [
      'packages/*/test/**/*.test.ts',
      'examples/*/test/**/*.test.ts',
      'scripts/test/**/*.test.ts',
    ],
    // Forked processes: a test that leaves a handle open or changes a global harms its own file only.
    pool: 'forks',
    globalSetup: ['packages/iam/test/every-answer.ts'],
    maxWorkers: '100%',
    restoreMocks: true,
    unstubEnvs: true,
    unstubGlobals: true,
    // A deadline against hangs, generous because machines differ; no test may wait for a clock.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    env: { TZ: 'UTC' },
    coverage: { include: ['packages/*/src/**'] },
  },
});
