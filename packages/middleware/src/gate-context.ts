// The request context of a guarded request: AWS's global condition keys and the rule's own.
import {
  createRequestContext,
  type OrganizationPath,
  organizationContext,
  principalContext,
  type RequestContext,
} from '@ostiary/evaluator';
import { parseArn } from '@ostiary/policy';
import type { Caller } from './caller.js';
import type { ContextEntry } from './context-entry.js';
import { headerValues, type RequestHead } from './incoming-request.js';
import type { Demand } from './request-reader.js';
import { tagEntries } from './tag-entries.js';

/** What the context is made of. */
export interface ContextFacts {
  readonly request: RequestHead;
  readonly caller: Caller;
  readonly principalTags: ReadonlyMap<string, string>;
  /** Where the accounts of the caller and of the resource stand. */
  readonly organizations: {
    readonly principal: OrganizationPath | undefined;
    readonly resource: OrganizationPath | undefined;
  };
  readonly demand: Demand;
  readonly region: string;
  readonly now: Date;
}

/**
 * Builds the context (IAM User Guide, "AWS global condition context keys"). What the request
 * says comes first, so that nothing in it replaces what the gate knows.
 */
export function gateContext(facts: ContextFacts): RequestContext {
  const { request, caller, principalTags, organizations, demand, region, now } = facts;
  const { resource, described } = demand;
  return createRequestContext([
    ...(demand.context ?? []),
    ['aws:UserAgent', headerValues(request, 'user-agent')],
    ['aws:referer', headerValues(request, 'referer')],
    ...tagEntries('aws:ResourceTag', Object.entries(described?.tags ?? {})),
    ...optional('aws:ResourceAccount', described?.accountId ?? accountIn(resource)),
    ...optional('aws:SourceIp', unmapAddress(request.remoteAddress)),
    ['aws:SecureTransport', String(request.isSecure)],
    ['aws:CurrentTime', now.toISOString()],
    ['aws:EpochTime', String(Math.floor(now.getTime() / 1000))],
    ['aws:RequestedRegion', region],
    ['aws:ViaAWSService', 'false'],
    ['aws:PrincipalIsAWSService', 'false'],
    ...tagEntries('aws:PrincipalTag', principalTags),
    ...caller.context,
    ...(demand.proven ?? []),
    ...organizationContext('Principal', organizations.principal),
    ...organizationContext('Resource', organizations.resource),
    ...principalContext(caller.principal),
  ]);
}

function optional(key: string, value: string | undefined): readonly ContextEntry[] {
  return value === undefined || value === '' ? [] : [[key, value]];
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
