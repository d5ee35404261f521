// What a request asks for by its route: the reader of services with a table of routes.
import { fillArnFormat, type ServiceLocation } from './arn-format.js';
import { GateError } from './errors.js';
import { headerValues, type ReceivedRequest, type RequestHead } from './incoming-request.js';
import type { Asked, Demand, RequestPlan } from './request-reader.js';
import { splitPath } from './request-target.js';
import { requestValues } from './request-values.js';
import type { ResourceDescription, ResourceLookup } from './resource-lookup.js';
import { matchPathPattern, type PathParameters } from './route-pattern.js';
import type { MatchedRule } from './route-table.js';
import { FORM_PARAMETERS, type RequiredAction, type SecondRule } from './rule.js';

/** What demands are made with. */
export interface DemandSources {
  readonly location: ServiceLocation;
  readonly describeResource: ResourceLookup;
}

/** The plan for a request whose rule is found. */
export function planOf(matched: MatchedRule, sources: DemandSources): RequestPlan<MatchedRule> {
  const { rule } = matched;
  const { action, terms, body } = rule;
  return {
    action,
    terms,
    ...(body === 'form' ? { body: 'stream', form: { bucket: bucketOf(matched) } } : { body }),
    ask: (request) => {
      const found = request.form === undefined ? matched : withForm(matched, request.form);
      const context = requestValues(found, request);
      const first = demand(rule, found.parameters, context, sources);
      if (first instanceof Promise || rule.also.length > 0) {
        return askSeveral(first, found, request, sources);
      }
      return { action, demands: [first], given: found };
    },
  };
}

function bucketOf({ parameters }: MatchedRule): string {
  return parameters.get(FORM_PARAMETERS.bucket) ?? '';
}

/** The resource of an upload form is named by its path and its fields together. */
function withForm(matched: MatchedRule, form: ReadonlyMap<string, string>): MatchedRule {
  const key = form.get('key') ?? '';
  if (key === '') {
    throw new GateError('InvalidArgument', 'expected the field `key` in the form, found none');
  }
  const parameters = new Map([...matched.parameters, [FORM_PARAMETERS.key, key]]);
  return { ...matched, parameters, form };
}

async function askSeveral(
  first: Demand | Promise<Demand>,
  matched: MatchedRule,
  request: ReceivedRequest,
  sources: DemandSources,
): Promise<Asked<MatchedRule>> {
  const { action, also } = matched.rule;
  const demands: [Demand, ...Demand[]] = [await first];
  for (const second of also) {
    demands.push(await demand(second, readHeader(second, request), [], sources));
  }
  return { action, demands, given: matched };
}

function demand(
  { action, resource, ofCallerAccount }: RequiredAction,
  parameters: PathParameters,
  context: NonNullable<Demand['context']>,
  { location, describeResource }: DemandSources,
): Demand | Promise<Demand> {
  if (resource === undefined) {
    const demanded = { action, resource: '*', context } as const;
    if (ofCallerAccount) return demanded;
    return { ...demanded, described: { accountId: location.accountId } };
  }
  const { arn, accountId } = fillArnFormat(resource.arnFormat, location, parameters);
  // A resource whose name tells no account, as in S3, belongs to the account of the service.
  const owner = accountId === '' ? { accountId: location.accountId } : undefined;
  const toDemand = (described: ResourceDescription | undefined): Demand => ({
    action,
    resource: arn,
    context,
    described: owner === undefined ? described : { ...owner, ...described },
  });
  const described = describeResource({ arn, type: resource.type, parameters });
  return described instanceof Promise ? described.then(toDemand) : toDemand(described);
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
