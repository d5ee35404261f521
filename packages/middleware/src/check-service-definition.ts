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
import { FORM_PARAMETERS } from './rule.js';
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
  for (const [action, { resource, account }] of Object.entries(actions)) {
    if (!/^[A-Za-z][A-Za-z0-9]*$/.test(action)) {
      throw new TypeError(`an action name is letters and digits, found \`${action}\``);
    }
    if (resource !== undefined && account !== undefined) {
      throw new TypeError(`actions.${action}.account is told by the ARN of its resource`);
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
    const definition = toDefinition(rule);
    checkForm(service, route, pattern, definition);
    checkRule(service, `routes[\`${route}\`]`, pattern, definition);
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

/** An upload form is S3's, and is sent to a bucket; nothing that its policy does not cover chooses. */
function checkForm(
  { dialect }: ServiceDefinition,
  route: string,
  { method, segments, query }: RoutePattern,
  { body, withHeader = {}, also = [], context = {} }: RouteDefinition,
): void {
  const inHeaders = Object.values(withHeader);
  if (inHeaders.some((each) => each.body === 'form')) {
    throw new TypeError(
      `routes[\`${route}\`].withHeader takes no upload form: it has no such header`,
    );
  }
  if (body !== 'form') return;
  const [only] = segments;
  const isBucket = only?.kind === 'parameter' && only.name === FORM_PARAMETERS.bucket;
  if (
    dialect !== 's3' ||
    method !== 'POST' ||
    segments.length > 1 ||
    !isBucket ||
    query.length > 0
  ) {
    throw new TypeError(
      `an upload form is sent to \`POST /{Bucket}\` in the dialect \`s3\`, found \`${route}\``,
    );
  }
  const readsBody = Object.values(context).some((source) => 'body' in source);
  if (inHeaders.length > 0 || also.length > 0 || readsBody) {
    throw new TypeError(
      `an upload form takes no \`withHeader\`, \`also\` or \`body\` source: \`${route}\``,
    );
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
  { action, context = {}, also = [], withHeader = {}, body }: RouteDefinition,
): void {
  const extra = body === 'form' ? [FORM_PARAMETERS.key] : [];
  checkAction(service, where, [...parameterNames(pattern), ...extra], action);
  checkContext(service, where, pattern, context);
  for (const second of also) {
    const place = `${where}.also`;
    checkHeaderName(place, second.header);
    const names = parameterNames(parsePathPattern(second.path, place));
    checkAction(service, place, names, second.action);
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
  names: readonly string[],
  action: string,
): void {
  if (!Object.hasOwn(service.actions, action)) {
    throw new TypeError(`${where} names no action: \`${action}\``);
  }
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
