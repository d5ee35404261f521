// Method and path to the rule that guards them. What no rule maps has no way in.

import type { Requirement } from './requirement.js';
import {
  matchRoutePattern,
  type PathParameters,
  parseRoutePattern,
  type RoutePattern,
} from './route-pattern.js';
import type { ServiceDefinition, ValueSource } from './service-definition.js';

/** What has to be allowed for a request to pass. */
export interface Rule {
  /** `notes:GetNote` */
  readonly action: string;
  /** The ARN format of its resource; undefined for an action that is not about one resource. */
  readonly arnFormat: string | undefined;
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
  readonly find: (method: string, segments: readonly string[]) => MatchedRule | undefined;
}

/** Builds the table of a service. Where two routes match, the one with the earlier literal wins. */
export function createRouteTable(service: ServiceDefinition): RouteTable {
  const routes = Object.entries(service.routes)
    .map(([route, definition]) => {
      const { action, context = {} } =
        typeof definition === 'string' ? { action: definition } : definition;
      return { pattern: parseRoutePattern(route), rule: createRule(service, { action }, context) };
    })
    .toSorted((a, b) => compareText(specificity(a.pattern), specificity(b.pattern)));
  return {
    find: (method, segments) => {
      for (const { pattern, rule } of routes) {
        if (pattern.method !== method) continue;
        const parameters = matchRoutePattern(pattern, segments);
        if (parameters !== undefined) return { rule, parameters };
      }
      return undefined;
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
  const type = requirement.resource ?? action.resource;
  if (type !== undefined && !Object.hasOwn(service.resourceTypes, type)) {
    throw new TypeError(`${service.name} has no resource type \`${type}\``);
  }
  const arnFormat = type === undefined ? undefined : service.resourceTypes[type]?.arn;
  return { action: `${prefix}${name}`, arnFormat, context };
}

/** Sorts literals before parameters, segment by segment. */
function specificity({ segments }: RoutePattern): string {
  return segments.map(({ kind }) => (kind === 'literal' ? '0' : '1')).join('');
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
