// Routes that an app serves and no rule maps: nobody can reach them, so somebody should know.
import { parseRoutePattern, routeShape } from './route-pattern.js';
import type { ServiceDefinition } from './service-definition.js';

/** A route as a framework has it, `:name` for a parameter. */
export interface FrameworkRoute {
  readonly method: string;
  readonly path: string;
}

/** The routes, as `METHOD /path`, that no rule of the service maps. */
export function findUnmappedRoutes(
  service: ServiceDefinition,
  routes: readonly FrameworkRoute[],
): readonly string[] {
  const mapped = new Set(
    Object.keys(service.routes).map((route) => routeShape(parseRoutePattern(route))),
  );
  return routes
    .filter(({ method, path }) => !mapped.has(`${method} ${path.replaceAll(/:\w+/g, '{}')}`))
    .map(({ method, path }) => `${method} ${path}`);
}
