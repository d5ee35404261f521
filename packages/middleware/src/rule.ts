// What a route asks for, worked out once from a service definition.
import { type ArnFormat, parseArnFormat } from './arn-format.js';
import type { Requirement } from './requirement.js';
import { type PathPattern, parsePathPattern } from './route-pattern.js';
import type {
  RouteDefinition,
  ServiceDefinition,
  SignatureTerms,
  ValueSource,
} from './service-definition.js';

/** An action, and the kind of resource that it is done to. */
export interface RequiredAction {
  /** `notes:GetNote` */
  readonly action: string;
  /** Undefined for an action that is not about one resource. */
  readonly resource: { readonly type: string; readonly arnFormat: ArnFormat } | undefined;
  /** Whether an action that is about no resource is about the account of its caller. */
  readonly ofCallerAccount: boolean;
}

/** The parameters of the resource of an upload form: one of its path, and one that it fills. */
export const FORM_PARAMETERS = { bucket: 'Bucket', key: 'Key' } as const;

/** What has to be allowed for a request to pass. */
export interface Rule extends RequiredAction {
  /** Condition keys that its requests fill. */
  readonly context: Readonly<Record<string, ValueSource>>;
  /** What has to be allowed too. */
  readonly also: readonly SecondRule[];
  /** What signatures it accepts. */
  readonly terms: Required<SignatureTerms>;
  /** `first`: the body is part of what is asked. */
  readonly body: 'first' | 'whole' | 'stream' | 'form';
  /** The rules that count instead, by lower-case name of a header. */
  readonly withHeader: ReadonlyMap<string, Rule>;
}

/** A second action, on what a header names. */
export interface SecondRule extends RequiredAction {
  /** In lower case. */
  readonly header: string;
  readonly pattern: PathPattern;
}

/**
 * The rule for what a handler or a route requires of a service.
 *
 * @throws TypeError when the service has no such action or resource type
 */
export function createRule(
  service: ServiceDefinition,
  requirement: Requirement,
  definition: Omit<RouteDefinition, 'action'> = {},
): Rule {
  const { context = {}, also = [], withHeader = {}, body = 'whole' } = definition;
  const terms = { ...defaultTerms, ...termsOf(service), ...termsOf(definition) };
  const readsBody = Object.values(context).some((source) => 'body' in source);
  return {
    ...findAction(service, requirement),
    context,
    also: also.map(({ action, header, path }) => ({
      ...findAction(service, { action }),
      header: header.toLowerCase(),
      pattern: parsePathPattern(path, path),
    })),
    terms,
    body: readsBody ? 'first' : body,
    withHeader: new Map(
      Object.entries(withHeader).map(([name, { action, ...other }]) => [
        name.toLowerCase(),
        createRule(service, { action }, { ...definition, withHeader: {}, ...other }),
      ]),
    ),
  };
}

const defaultTerms: Required<SignatureTerms> = {
  payloads: [],
  presignedUrls: false,
  refusesReplays: false,
};

function termsOf({ payloads, presignedUrls, refusesReplays }: SignatureTerms): SignatureTerms {
  return {
    ...(payloads !== undefined && { payloads }),
    ...(presignedUrls !== undefined && { presignedUrls }),
    ...(refusesReplays !== undefined && { refusesReplays }),
  };
}

function findAction(service: ServiceDefinition, requirement: Requirement): RequiredAction {
  const prefix = `${service.name}:`;
  const written = requirement.action;
  const name = written.startsWith(prefix) ? written.slice(prefix.length) : written;
  const action = Object.hasOwn(service.actions, name) ? service.actions[name] : undefined;
  if (action === undefined) throw new TypeError(`${service.name} has no action \`${written}\``);
  const resource = findResourceType(service, requirement.resource ?? action.resource);
  const ofCallerAccount = action.account === 'caller';
  return { action: `${prefix}${name}`, resource, ofCallerAccount };
}

function findResourceType(
  service: ServiceDefinition,
  type: string | undefined,
): RequiredAction['resource'] {
  if (type === undefined) return undefined;
  const found = Object.hasOwn(service.resourceTypes, type)
    ? service.resourceTypes[type]
    : undefined;
  if (found === undefined) throw new TypeError(`${service.name} has no resource type \`${type}\``);
  return { type, arnFormat: parseArnFormat(found.arn) };
}
