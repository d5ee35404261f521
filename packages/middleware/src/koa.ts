// @ostiary/middleware/koa: the gate as Koa middleware.
import type { Context, Middleware } from 'koa';
import { type Gate, type GateOptions, openGate } from './gate.js';
import { authorizeNodeExchange } from './node-gate.js';
import { getRequirement } from './requirement.js';
import { findUnmappedRoutes } from './route-coverage.js';
import type { MatchedRule } from './route-table.js';
import { createRule } from './rule.js';
import type { ServiceDefinition } from './service-definition.js';

export { holdContinue } from './hold-continue.js';
export { decideFurther, getCaller, getRoute } from './passed-requests.js';
// biome-ignore lint/style/noDefaultExport: `import ostiary from` is how people take middleware in
export { ostiary as default };

/**
 * Guards everything that comes after it. A request that no route of the service maps does not pass.
 * Use it before body parsers: it verifies the bytes, and leaves them to be parsed. The caller is
 * `getCaller(context.req)`.
 *
 * @throws TypeError when the service definition is at odds with itself
 * @example
 * ```ts
 * app.use(ostiary({ service: notes, region: 'eu-west-1', ...identities }));
 * ```
 */
export function ostiary(options: Gate | GateOptions): Middleware {
  const gate = openGate(options);
  return async function ostiaryGate(context, next) {
    if (await passes(gate, context)) await next();
  };
}

/**
 * Guards one handler by what it requires (`requires`, `@Action`), with the path parameters that
 * the router found: `router.get('/notes/:NoteId', guard(gate, handler))`.
 *
 * @param self - what `this` is in the handler, for a method of a controller
 * @throws TypeError when the handler names no action, or one that the service has not
 */
export function guard(options: Gate | GateOptions, handler: Middleware, self?: object): Middleware {
  const gate = openGate(options);
  const rule = createRule(gate.service, getRequirement(handler));
  return async function guardedHandler(context, next) {
    const parameters = new Map(Object.entries<string>(context.params ?? {}));
    if (await passes(gate, context, { rule, parameters })) await handler.call(self, context, next);
  };
}

/** As much of a `@koa/router` as has to be read. */
export interface KoaRoutes {
  readonly stack: readonly {
    readonly methods: readonly string[];
    readonly path: string | RegExp;
  }[];
}

/** The routes of a router that no rule of the service maps, and that are refused. */
export function unmappedRoutes(router: KoaRoutes, service: ServiceDefinition): readonly string[] {
  const routes = router.stack.flatMap(({ methods, path }) =>
    methods
      .filter((method) => method !== 'HEAD' || !methods.includes('GET'))
      .map((method) => ({ method, path: String(path) })),
  );
  return findUnmappedRoutes(service, routes);
}

async function passes(gate: Gate, context: Context, matched?: MatchedRule): Promise<boolean> {
  const exchange = { message: context.req, response: context.res, target: context.originalUrl };
  const verdict = await authorizeNodeExchange(gate, exchange, (request) =>
    matched === undefined ? gate.authorize(request) : gate.authorizeRule(request, matched),
  );
  if (verdict.allowed) return true;
  const { status, headers, body } = verdict.response;
  context.status = status;
  context.set(headers);
  context.body = body;
  return false;
}
