// The request context of a guarded request: AWS's global condition keys and the rule's own.
import {
  type ContextValues,
  type OrganizationPath,
  organizationContext,
  principalContext,
  type RequestContext,
} from '@ostiary/evaluator';
import { parseArn } from '@ostiary/policy';
import type { Caller } from './caller.js';
import type { ContextEntry } from './context-entry.js';
import { headerValues, type RequestHead } from './incoming-request.js';
import { isoTime } from './iso-time.js';
import type { Demand } from './request-reader.js';
import { tagEntries } from './tag-entries.js';

/** What the context is made of. */
export interface ContextFacts {
  readonly request: RequestHead;
  readonly caller: Caller;
  /** Under `aws:PrincipalTag/`. */
  readonly principalTags: readonly ContextEntry[];
  /** Where the accounts of the caller and of the resource stand. */
  readonly organizations: {
    readonly principal: OrganizationPath | undefined;
    readonly resource: OrganizationPath | undefined;
  };
  readonly demand: Demand;
  readonly region: string;
  readonly now: Date;
}

const TRUE: ContextValues = ['true'];
const FALSE: ContextValues = ['false'];

/**
 * Builds the context (IAM User Guide, "AWS global condition context keys"). What the request
 * says comes first, so that nothing in it replaces what the gate knows.
 */
export function gateContext(facts: ContextFacts): RequestContext {
  const { request, caller, principalTags, organizations, demand, region, now } = facts;
  const { resource, described } = demand;
  const context = new Map<string, ContextValues>();
  putAll(context, demand.context ?? []);
  put(context, 'aws:useragent', headerValues(request, 'user-agent'));
  put(context, 'aws:referer', headerValues(request, 'referer'));
  const resourceTags = described?.tags;
  if (resourceTags !== undefined) {
    putAll(context, tagEntries('aws:ResourceTag', Object.entries(resourceTags)));
  }
  const owner = described?.accountId ?? accountIn(resource);
  if (owner) context.set('aws:resourceaccount', [owner]);
  const sourceIp = unmapAddress(request.remoteAddress);
  if (sourceIp !== '') context.set('aws:sourceip', [sourceIp]);
  context.set('aws:securetransport', request.isSecure ? TRUE : FALSE);
  context.set('aws:currenttime', [isoTime(now)]);
  context.set('aws:epochtime', [String(Math.floor(now.getTime() / 1000))]);
  context.set('aws:requestedregion', [region]);
  context.set('aws:viaawsservice', FALSE);
  context.set('aws:principalisawsservice', FALSE);
  putAll(context, principalTags);
  putAll(context, caller.context);
  if (demand.proven !== undefined) putAll(context, demand.proven);
  putAll(context, organizationContext('Principal', organizations.principal));
  putAll(context, organizationContext('Resource', organizations.resource));
  putAll(context, principalContext(caller.principal));
  return context;
}

type Context = Map<string, ContextValues>;

/** As `createRequestContext` has it: keys in lower case, and none without a value. */
function putAll(context: Context, entries: readonly ContextEntry[]): void {
  for (const entry of entries) {
    const value = entry[1];
    put(context, entry[0].toLowerCase(), typeof value === 'string' ? [value] : value);
  }
}

function put(context: Context, lowerKey: string, values: ContextValues): void {
  if (values.length === 0) context.delete(lowerKey);
  else context.set(lowerKey, values);
}

function accountIn(resource: string): string | undefined {
  const arn = parseArn(resource);
  return arn.ok ? arn.value.accountId : undefined;
}

/** An IPv4 caller on a dual-stack socket shows as `::ffff:203.0.113.7` (RFC 4291 section 2.5.5.2). */
function unmapAddress(address: string): string {
  return address.toLowerCase().startsWith('::ffff:') && address.includes('.')
    ? address.slice('::ffff:'.length)
    : address;
}
