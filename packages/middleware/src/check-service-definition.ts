// Everything in a service definition that names something else names something that is there.
import { findForeignAction, parseArn, parsePolicy } from '@ostiary/policy';
import { pathPlaceholders } from './arn-format.js';
import { dialectRules } from './dialect.js';
import {
  type PathPattern,
  parameterNames,
  parsePathPattern,
  parseRoutePattern,
  type RoutePattern,
  routeShape,
} from './route-pattern.js';
import type { RouteDefinition, ServiceDefinition } from './service-definition.js';

/** @throws TypeError naming the field and the fix */
export function checkServiceDefinition(service: ServiceDefinition): void {
  if (!/^[a-z0-9-]+$/.test(service.name) || service.name === 'aws') {
    throw new TypeError(
      `a service name is lower-case letters, digits and hyphens, and not aws, found \`${service.name}\``,
    );
  }
  checkResourceTypes(service);
  checkActions(service);
  checkConditionKeys(service);
  checkManagedPolicies(service);
  checkRoutes(service);
}

function checkResourceTypes({ name, resourceTypes }: ServiceDefinition): void {
  for (const [type, { arn }] of Object.entries(resourceTypes)) {
    const format = parseArn(arn);
    if (!format.ok || format.value.service !== name) {
      throw new TypeError(
        `resourceTypes.${type}.arn must be like \`arn:\${Partition}:${name}:\${Region}:\${Account}:${type}/\${Id}\`, found \`${arn}\``,
      );
    }
    if (arn.includes('}${')) {
      throw new TypeError(`resourceTypes.${type}.arn needs a separator between its placeholders`);
    }
    if (pathPlaceholders(arn.slice(0, -format.value.resource.length)).length > 0) {
      throw new TypeError(`resourceTypes.${type}.arn takes path parameters in its last part alone`);
    }
  }
}

function checkActions({ actions, resourceTypes }: ServiceDefinition): void {
  for (const [action, { resource }] of Object.entries(actions)) {
    if (!/^[A-Za-z][A-Za-z0-9]*$/.test(action)) {
      throw new TypeError(`an action name is letters and digits, found \`${action}\``);
    }
    if (resource !== undefined && !Object.hasOwn(resourceTypes, resource)) {
      throw new TypeError(`actions.${action}.resource names no resource type: \`${resource}\``);
    }
  }
}

function checkConditionKeys({ name, conditionKeys = {} }: ServiceDefinition): void {
  for (const key of Object.keys(conditionKeys)) {
    if (!key.startsWith(`${name}:`)) {
      throw new TypeError(
        `a condition key of this service starts with \`${name}:\`, found \`${key}\``,
      );
    }
  }
}

/** Here what a policy says; the control plane holds names, paths and lengths to AWS's rules. */
function checkManagedPolicies({ name, actions, managedPolicies = {} }: ServiceDefinition): void {
  const known = new Set(Object.keys(actions).map((action) => `${name}:${action}`.toLowerCase()));
  for (const [policyName, { document }] of Object.entries(managedPolicies)) {
    const where = `managedPolicies.${policyName}.document`;
    const parsed = parsePolicy(JSON.stringify(document), { policyType: 'identity' });
    if (!parsed.ok) throw new TypeError(`${where}: ${parsed.issues[0]?.message}`);
    const foreign = findForeignAction(parsed.value, name);
    if (foreign !== undefined) {
      throw new TypeError(`${where} is about actions of \`${name}\` alone, found \`${foreign}\``);
    }
    const patterns = parsed.value.statements.flatMap(({ action }) => action.patterns);
    const unknown = patterns.find((each) => !/[*?]/.test(each) && !known.has(each.toLowerCase()));
    if (unknown !== undefined) throw new TypeError(`${where} names no action: \`${unknown}\``);
  }
}

function checkRoutes(service: ServiceDefinition): void {
  const { paths } = dialectRules(service.dialect);
  const seen = new Map<string, string>();
  for (const [route, rule] of Object.entries(service.routes)) {
    const pattern = parseRoutePattern(route);
    if (paths === 'literal') checkLiteralPath(route, pattern);
    checkRule(service, `routes[\`${route}\`]`, pattern, toDefinition(rule));
    const shape = routeShape(pattern)
      .toLowerCase()
      .replace(/(?<=.)\/(?=$| )/, '');
    const twin = seen.get(shape);
    if (twin !== undefined) {
      throw new TypeError(
        `routes \`${twin}\` and \`${route}\` are the same, or differ in case or a closing slash, which many routers ignore`,
      );
    }
    seen.set(shape, route);
  }
}

/** Where any text can be a key, `/admin/{Id}` would be a bucket as well, in another case at least. */
function checkLiteralPath(route: string, { segments }: RoutePattern): void {
  if (segments.every(({ kind }, at) => kind !== 'literal' || (at === 0 && segments.length === 1))) {
    const [only] = segments;
    if (only?.kind !== 'literal' || only.text === '') return;
  }
  throw new TypeError(
    `in the dialect \`s3\` a path is \`/\` or parameters alone, found \`${route}\``,
  );
}

function toDefinition(rule: string | RouteDefinition): RouteDefinition {
  return typeof rule === 'string' ? { action: rule } : rule;
}

function checkRule(
  service: ServiceDefinition,
  where: string,
  pattern: PathPattern,
  { action, context = {}, also = [], withHeader = {} }: RouteDefinition,
): void {
  checkAction(service, where, pattern, action);
  checkContext(service, where, pattern, context);
  for (const second of also) {
    const place = `${where}.also`;
    checkHeaderName(place, second.header);
    checkAction(service, place, parsePathPattern(second.path, place), second.action);
  }
  const headers = Object.entries(withHeader);
  for (const [name, definition] of headers) {
    checkHeaderName(`${where}.withHeader`, name);
    checkRule(service, `${where}.withHeader[\`${name}\`]`, pattern, definition);
  }
  if (new Set(headers.map(([name]) => name.toLowerCase())).size < headers.length) {
    throw new TypeError(`${where}.withHeader names a header twice: their case does not count`);
  }
}

function checkAction(
  service: ServiceDefinition,
  where: string,
  pattern: PathPattern,
  action: string,
): void {
  if (!Object.hasOwn(service.actions, action)) {
    throw new TypeError(`${where} names no action: \`${action}\``);
  }
  const names = parameterNames(pattern);
  const type = service.actions[action]?.resource;
  const format = type === undefined ? '' : (service.resourceTypes[type]?.arn ?? '');
  for (const placeholder of pathPlaceholders(format)) {
    if (names.includes(placeholder)) continue;
    throw new TypeError(`${where} has no {${placeholder}}, which the ARN of ${type} needs`);
  }
}

function checkContext(
  service: ServiceDefinition,
  where: string,
  pattern: PathPattern,
  context: NonNullable<RouteDefinition['context']>,
): void {
  const names = parameterNames(pattern);
  for (const [key, source] of Object.entries(context)) {
    if (!isKnownKey(service, key)) {
      throw new TypeError(`${where}.context names no condition key: \`${key}\``);
    }
    if ('path' in source && !names.includes(source.path)) {
      throw new TypeError(
        `${where}.context[\`${key}\`] names no path parameter: \`${source.path}\``,
      );
    }
  }
}

function checkHeaderName(where: string, name: string): void {
  if (/^[\w-]+$/.test(name)) return;
  throw new TypeError(`${where} names no header: \`${name}\``);
}

function isKnownKey({ conditionKeys = {} }: ServiceDefinition, key: string): boolean {
  return (
    Object.hasOwn(conditionKeys, key) || key.startsWith('aws:RequestTag/') || key === 'aws:TagKeys'
  );
}
