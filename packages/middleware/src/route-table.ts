// Method, path and query to the rule that guards them. What no rule maps has no way in.
import { type DialectRules, dialectRules } from './dialect.js';
import { GateError } from './errors.js';
import { headerValues, type RequestHead } from './incoming-request.js';
import { checkQuery, type PathSegment, splitPath } from './request-target.js';
import {
  matchPathPattern,
  type PathParameters,
  parseRoutePattern,
  pathShape,
  type RoutePattern,
  resemblesPathPattern,
} from './route-pattern.js';
import { createRule, type Rule } from './rule.js';
import type { ServiceDefinition } from './service-definition.js';
import { meetsConstraints, readSubresources } from './subresources.js';

/** A rule and the path parameters of the request that it was found for. */
export interface MatchedRule {
  /**
   * The route as the service definition names it, `PUT /{Bucket}/{Key+}`; undefined where a framework
   * found the handler and no table was asked.
   */
  readonly route?: string;
  readonly rule: Rule;
  readonly parameters: PathParameters;
  /** Of an upload form: the fields that its policy covers, by lower-case name. Use no others. */
  readonly form?: ReadonlyMap<string, string>;
}

/** The routes of a service, literal segments before parameters. */
export interface RouteTable {
  /**
   * The rule for a request.
   *
   * @throws GateError `AccessDenied` when there is none; `InvalidURI` when the path is another
   *   spelling of a route, so that the router behind the gate might take it for that one;
   *   `InvalidRequest` when a parameter or header that chooses among routes is there twice
   */
  readonly find: (request: RequestHead) => MatchedRule;
}

interface Route {
  readonly route: string;
  readonly pattern: RoutePattern;
  readonly rule: Rule;
}

/**
 * Builds the table of a service. Where the paths of two routes match, the one with the earlier
 * literal wins, whatever its query parameters: the router behind the gate knows no others.
 *
 * INVARIANT: a path that matches one rule exactly and resembles another matches none. Otherwise
 * `/ADMIN/1` could be decided as `/{Kind}/{Id}` and handled, by a router blind to case, as
 * `/admin/{Id}`.
 */
export function createRouteTable(service: ServiceDefinition): RouteTable {
  const { paths } = dialectRules(service.dialect);
  const routes = Object.entries(service.routes).map(([route, definition]) => {
    const { action, ...other } =
      typeof definition === 'string' ? { action: definition } : definition;
    const rule = createRule(service, { action }, other);
    return { route, pattern: parseRoutePattern(route), rule };
  });
  const groups = groupByPath(routes);
  const names = new Set([
    ...(service.subresources ?? []),
    ...routes.flatMap(({ pattern }) => pattern.query.map(({ name }) => name)),
  ]);
  return {
    find: (request) => {
      const path = splitPath(request.path, paths);
      checkQuery(request.query);
      const group = findGroup(groups.get(request.method) ?? [], path, paths);
      const subresources = readSubresources(request.query, names);
      const found = group?.routes.find(({ pattern }) =>
        meetsConstraints(pattern.query, subresources),
      );
      if (group === undefined || found === undefined) throw noRule(request);
      const rule = chooseByHeader(found.rule, request);
      return { route: found.route, rule, parameters: group.parameters };
    },
  };
}

/** Routes of one method and path, which differ in their query; those with a value first. */
type RouteGroup = readonly [Route, ...Route[]];

function groupByPath(routes: readonly Route[]): ReadonlyMap<string, readonly RouteGroup[]> {
  const byMethod = new Map<string, RouteGroup[]>();
  const shapes = new Map<string, Route[]>();
  for (const route of routes) {
    const shape = pathShape(route.pattern);
    shapes.set(shape, [...(shapes.get(shape) ?? []), route]);
  }
  for (const [first, ...others] of shapes.values()) {
    if (first === undefined) continue;
    const [leader = first, ...rest] = [first, ...others].toSorted(
      (a, b) => valueCount(b.pattern) - valueCount(a.pattern),
    );
    const { method } = first.pattern;
    byMethod.set(method, [...(byMethod.get(method) ?? []), [leader, ...rest]]);
  }
  const order = ([{ pattern }]: RouteGroup): string => specificity(pattern);
  for (const groups of byMethod.values()) groups.sort((a, b) => compareText(order(a), order(b)));
  return byMethod;
}

function findGroup(
  groups: readonly RouteGroup[],
  path: readonly PathSegment[],
  paths: DialectRules['paths'],
): { readonly routes: RouteGroup; readonly parameters: PathParameters } | undefined {
  let found: { readonly routes: RouteGroup; readonly parameters: PathParameters } | undefined;
  for (const routes of groups) {
    const [{ pattern }] = routes;
    const parameters = matchPathPattern(pattern, path);
    if (parameters !== undefined) found ??= { routes, parameters };
    else if (paths === 'unambiguous' && resemblesPathPattern(pattern, path)) throw otherSpelling();
  }
  return found;
}

function chooseByHeader(rule: Rule, request: RequestHead): Rule {
  if (rule.withHeader.size === 0) return rule;
  const chosen = [...rule.withHeader].filter(([name]) => headerValues(request, name).length > 0);
  const [first, second] = chosen;
  if (first === undefined) return rule;
  if (second === undefined && headerValues(request, first[0]).length === 1) return first[1];
  throw new GateError(
    'InvalidRequest',
    `expected one of the headers that choose an action once, found more beside \`${first[0]}\``,
  );
}

function noRule({ method, path }: RequestHead): GateError {
  return new GateError('AccessDenied', `no rule maps ${method} ${path} to an action`);
}

function otherSpelling(): GateError {
  return new GateError(
    'InvalidURI',
    'the path is another spelling of a route: case, percent-encoding and the closing slash count',
  );
}

const ranks = { literal: '0', parameter: '1', rest: '2' } as const;

/** Sorts literals before parameters, segment by segment, and those before the rest of a path. */
function specificity({ segments }: RoutePattern): string {
  return segments.map(({ kind }) => ranks[kind]).join('');
}

function valueCount({ query }: RoutePattern): number {
  return query.filter(({ value }) => value !== undefined).length;
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
