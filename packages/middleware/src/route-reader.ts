// What a request asks for by its route: the reader of services with a table of routes.
import { parseArn } from '@ostiary/policy';
import { fillArnFormat, type ServiceLocation } from './arn-format.js';
import { GateError } from './errors.js';
import { headerValues, type RequestHead } from './incoming-request.js';
import type { Demand, RequestPlan } from './request-reader.js';
import { splitPath } from './request-target.js';
import { requestValues } from './request-values.js';
import type { RequestedResource, ResourceLookup } from './resource-lookup.js';
import { matchPathPattern, type PathParameters } from './route-pattern.js';
import type { MatchedRule } from './route-table.js';
import type { RequiredAction, SecondRule } from './rule.js';

/** What demands are made with. */
export interface DemandSources {
  readonly location: ServiceLocation;
  readonly describeResource: ResourceLookup;
}

/** The plan for a request whose rule is found. */
export function planOf(matched: MatchedRule, sources: DemandSources): RequestPlan<MatchedRule> {
  const { rule, parameters } = matched;
  const { action, terms, body } = rule;
  return {
    action,
    terms,
    body,
    ask: async (request) => {
      const context = requestValues(matched, request);
      const first = await demand(rule, parameters, context, sources);
      const others: Demand[] = [];
      for (const second of rule.also) {
        others.push(await demand(second, readHeader(second, request), [], sources));
      }
      return { action, demands: [first, ...others], given: matched };
    },
  };
}

async function demand(
  required: RequiredAction,
  parameters: PathParameters,
  context: NonNullable<Demand['context']>,
  { location, describeResource }: DemandSources,
): Promise<Demand> {
  const requested = findResource(required, parameters, location);
  if (requested === undefined) return { action: required.action, resource: '*', context };
  const described = await describeResource(requested);
  const owner = ownerOf(requested, location);
  return {
    action: required.action,
    resource: requested.arn,
    context,
    described: { ...(owner && { accountId: owner }), ...described },
  };
}

/** A resource whose name tells no account, as in S3, belongs to the account of the service. */
function ownerOf(
  { arn }: RequestedResource,
  { accountId }: ServiceLocation,
): ServiceLocation['accountId'] | undefined {
  const parsed = parseArn(arn);
  return parsed.ok && parsed.value.accountId === '' ? accountId : undefined;
}

function findResource(
  { resource }: RequiredAction,
  parameters: PathParameters,
  location: ServiceLocation,
): RequestedResource | undefined {
  if (resource === undefined) return undefined;
  const { type, arnFormat } = resource;
  return { arn: fillArnFormat(arnFormat, location, parameters), type, parameters };
}

/** The parameters in a header such as `x-amz-copy-source`, which may leave out the first slash. */
function readHeader({ header, pattern }: SecondRule, request: RequestHead): PathParameters {
  const [value, another] = headerValues(request, header);
  if (value !== undefined && another === undefined) {
    const path = value.startsWith('/') ? value : `/${value}`;
    const parameters = matchPathPattern(pattern, splitPath(path, 'literal'));
    if (parameters !== undefined) return parameters;
  }
  throw new GateError(
    'InvalidArgument',
    `expected the header \`${header}\` once, with a percent-encoded path, found something else`,
  );
}
