// Method and path to the rule that guards them. What no rule maps has no way in.

import { GateError } from './errors.js';
import type { PathSegment } from './request-target.js';
import type { Requirement } from './requirement.js';
import {
  matchRoutePattern,
  type PathParameters,
  parseRoutePattern,
  type RoutePattern,
  resemblesRoutePattern,
} from './route-pattern.js';
import type { ServiceDefinition, ValueSource } from './service-definition.js';

/** What has to be allowed for a request to pass. */
export interface Rule {
  /** `notes:GetNote` */
  readonly action: string;
  /** Undefined for an action that is not about one resource. */
  readonly resource: { readonly type: string; readonly arnFormat: string } | undefined;
  /** Condition keys that its requests fill. */
  readonly context: Readonly<Record<string, ValueSource>>;
}

/** A rule and the path parameters of the request that it was found for. */
export interface MatchedRule {
  readonly rule: Rule;
  readonly parameters: PathParameters;
}

/** The routes of a service, literal segments before parameters. */
export interface RouteTable {
  /**
   * The rule for a path; undefined when there is none.
   *
   * @throws GateError `InvalidURI` when the path is another spelling of a route, so that the router
   *   behind the gate might take it for that one
   */
  readonly find: (method: string, path: readonly PathSegment[]) => MatchedRule | undefined;
}

/**
 * Builds the table of a service. Where two routes match, the one with the earlier literal wins.
 *
 * INVARIANT: a path that matches one rule exactly and resembles another matches none. Otherwise
 * `/ADMIN/1` could be decided as `/{Kind}/{Id}` and handled, by a router blind to case, as
 * `/admin/{Id}`.
 */
export function createRouteTable(service: ServiceDefinition): RouteTable {
  const routes = Object.entries(service.routes)
    .map(([route, definition]) => {
      const { action, context = {} } =
        typeof definition === 'string' ? { action: definition } : definition;
      return { pattern: parseRoutePattern(route), rule: createRule(service, { action }, context) };
    })
    .toSorted((a, b) => compareText(specificity(a.pattern), specificity(b.pattern)));
  return {
    find: (method, path) => {
      let found: MatchedRule | undefined;
      for (const { pattern, rule } of routes) {
        if (pattern.method !== method) continue;
        const parameters = matchRoutePattern(pattern, path);
        if (parameters !== undefined) found ??= { rule, parameters };
        else if (resemblesRoutePattern(pattern, path)) throw otherSpelling();
      }
      return found;
    },
  };
}

/**
 * The rule for what a handler or a route requires of a service.
 *
 * @throws TypeError when the service has no such action or resource type
 */
export function createRule(
  service: ServiceDefinition,
  requirement: Requirement,
  context: Rule['context'] = {},
): Rule {
  const prefix = `${service.name}:`;
  const written = requirement.action;
  const name = written.startsWith(prefix) ? written.slice(prefix.length) : written;
  const action = Object.hasOwn(service.actions, name) ? service.actions[name] : undefined;
  if (action === undefined) throw new TypeError(`${service.name} has no action \`${written}\``);
  const resource = findResourceType(service, requirement.resource ?? action.resource);
  return { action: `${prefix}${name}`, resource, context };
}

function findResourceType(service: ServiceDefinition, type: string | undefined): Rule['resource'] {
  if (type === undefined) return undefined;
  const found = Object.hasOwn(service.resourceTypes, type)
    ? service.resourceTypes[type]
    : undefined;
  if (found === undefined) throw new TypeError(`${service.name} has no resource type \`${type}\``);
  return { type, arnFormat: found.arn };
}

function otherSpelling(): GateError {
  return new GateError(
    'InvalidURI',
    'the path is another spelling of a route: case, percent-encoding and the closing slash count',
  );
}

/** Sorts literals before parameters, segment by segment. */
function specificity({ segments }: RoutePattern): string {
  return segments.map(({ kind }) => (kind === 'literal' ? '0' : '1')).join('');
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
