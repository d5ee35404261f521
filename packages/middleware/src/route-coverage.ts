// Routes that an app serves and no rule maps: nobody can reach them, so somebody should know.
import { parseRoutePattern, pathShape } from './route-pattern.js';
import type { ServiceDefinition } from './service-definition.js';

/** A route as a framework has it, `:name` for a parameter and `*name` at the end for the rest. */
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
    Object.keys(service.routes).map((route) => pathShape(parseRoutePattern(route))),
  );
  const shapeOf = (path: string): string =>
    path.replaceAll(/:\w+/g, '{}').replace(/\/\*\w+$/, '/{+}');
  return routes
    .filter(({ method, path }) => !mapped.has(`${method} ${shapeOf(path)}`))
    .map(({ method, path }) => `${method} ${path}`);
}
