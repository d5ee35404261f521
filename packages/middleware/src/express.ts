// @ostiary/middleware/express: the gate as Express 5 middleware.
import { METHODS } from 'node:http';
import type { Application, Request, RequestHandler, Response, Router } from 'express';
import { type Gate, type GateOptions, openGate } from './gate.js';
import { authorizeNodeExchange } from './node-gate.js';
import { getRequirement } from './requirement.js';
import { type FrameworkRoute, findUnmappedRoutes } from './route-coverage.js';
import type { MatchedRule } from './route-table.js';
import { createRule } from './rule.js';
import type { ServiceDefinition } from './service-definition.js';
import { whenThere } from './when-there.js';

export { holdContinue } from './hold-continue.js';
export { decideFurther, getCaller, getRoute } from './passed-requests.js';
// biome-ignore lint/style/noDefaultExport: `import ostiary from` is how people take middleware in
export { ostiary as default };

/**
 * Guards everything that is mounted after it. A request that no route of the service maps does not
 * pass. Mount it before `express.json()`: it verifies the bytes, and leaves them to be parsed.
 *
 * @throws TypeError when the service definition is at odds with itself
 * @example
 * ```ts
 * app.use(ostiary({ service: notes, region: 'eu-west-1', ...identities }));
 * app.get('/notes/:NoteId', (request, response) => response.json(getCaller(request).principal));
 * ```
 */
export function ostiary(options: Gate | GateOptions): RequestHandler {
  const gate = openGate(options);
  return function ostiaryGate(request, response, next) {
    return whenThere(passes(gate, request, response), (passed) => {
      if (passed) next();
    });
  };
}

/**
 * Guards one handler by what it requires (`requires`, `@Action`), with the path parameters that
 * Express found: `app.get('/notes/:NoteId', guard(gate, handler))`.
 *
 * @param self - what `this` is in the handler, for a method of a controller
 * @throws TypeError when the handler names no action, or one that the service has not
 */
export function guard(
  options: Gate | GateOptions,
  handler: RequestHandler,
  self?: object,
): RequestHandler {
  const gate = openGate(options);
  const rule = createRule(gate.service, getRequirement(handler));
  return async function guardedHandler(request, response, next) {
    // A wildcard has a list of segments; none of them holds a slash, the gate sees to that.
    const entries = Object.entries(request.params).map(
      ([k, v]) => [k, [v].flat().join('/')] as const,
    );
    const parameters = new Map(entries);
    const passed = await passes(gate, request, response, { rule, parameters });
    if (passed) await handler.call(self, request, response, next);
  };
}

/** The routes of an app or router that no rule of the service maps, and that are refused. */
export function unmappedRoutes(
  app: Application | Router,
  service: ServiceDefinition,
): readonly string[] {
  const { stack } = 'router' in app ? app.router : app;
  return findUnmappedRoutes(service, stack.flatMap(routesOf));
}

function passes(
  gate: Gate,
  message: Request,
  response: Response,
  matched?: MatchedRule,
): boolean | Promise<boolean> {
  const exchange = { message, response, target: message.originalUrl };
  const decided = authorizeNodeExchange(gate, exchange, (request) =>
    matched === undefined ? gate.authorize(request) : gate.authorizeRule(request, matched),
  );
  return whenThere(decided, (verdict) => {
    if (verdict.allowed) return true;
    const { status, headers, body } = verdict.response;
    // `end` and not `send`, which adds an ETag: no two refusals are the same.
    response.status(status).set(headers).end(body);
    return false;
  });
}

type Layer = Router['stack'][number];

function routesOf({ route, name }: Layer): readonly FrameworkRoute[] {
  if (route === undefined) {
    return name === 'router'
      ? [{ method: 'any', path: 'a nested router, which has to be listed itself' }]
      : [];
  }
  const paths: readonly unknown[] = [route.path].flat();
  const served = new Set(route.stack.map(({ method }) => method?.toUpperCase() ?? 'ALL'));
  const methods = METHODS.every((method) => served.has(method)) ? ['ALL'] : [...served];
  return paths.flatMap((path) => methods.map((method) => ({ method, path: String(path) })));
}
