// The gate: what it is made of, and the door of it that adapters knock at.
import type { PolicyLookup } from '@ostiary/evaluator';
import { isAccountId } from '@ostiary/policy';
import type { SigningKeyLookup } from '@ostiary/sigv4';
import type { AuditSink } from './audit.js';
import { type CacheLimits, DEFAULT_CACHE_LIMITS } from './cache-limits.js';
import type { Caller } from './caller.js';
import { checkServiceDefinition } from './check-service-definition.js';
import { withDeadline } from './deadline.js';
import type { IncomingRequest } from './incoming-request.js';
import { authorizeRequest, type Verdict } from './pipeline.js';
import { cachePolicies } from './policy-cache.js';
import type { ResourceLookup } from './resource-lookup.js';
import { createRouteTable, type MatchedRule } from './route-table.js';
import type { ServiceDefinition } from './service-definition.js';
import { signatureAuthenticator } from './signature-authenticator.js';
import { cacheSigningKeys } from './signing-key-cache.js';

/** Longest body that is read to be verified when the options name none, in bytes. */
const DEFAULT_MAX_BODY_BYTES = 1_048_576;

/** How long an answer may take when the options say nothing, in milliseconds. */
const DEFAULT_DEADLINE_MS = 5_000;

/** What a gate guards, and whom it asks. */
export interface GateOptions {
  readonly service: ServiceDefinition;
  readonly region: string;
  /** The account that owns the service. */
  readonly accountId: string;
  /** The partition of its ARNs; `aws` by default. */
  readonly partition?: string;
  readonly signingKeys: SigningKeyLookup<Caller>;
  readonly policies: PolicyLookup;
  /** Tags and policies of the resources; without it, a resource is no more than its name. */
  readonly resources?: ResourceLookup;
  readonly audit?: AuditSink;
  /** Tells callers why they are refused. For development: it quotes policies. */
  readonly explain?: boolean;
  readonly cache?: CacheLimits;
  /** Longest body that is read to be verified, in bytes; 1 MiB by default. */
  readonly maxBodyBytes?: number;
  /**
   * How long the lookups and the audit sink have for each answer, in milliseconds; 5 seconds by
   * default. Who takes longer has failed, and the request is refused.
   */
  readonly deadlineMs?: number;
  /** The clock; the machine's own by default. */
  readonly now?: () => Date;
  /** Hears of what broke when a request is refused because something did not answer. */
  readonly onError?: (error: unknown, requestId: string) => void;
}

/** A gate in front of one service. */
export interface Gate {
  readonly service: ServiceDefinition;
  readonly maxBodyBytes: number;
  /** Decides one request; `matched` is given where a framework has already found the route. */
  readonly authorize: (request: IncomingRequest, matched?: MatchedRule) => Promise<Verdict>;
  /** Records what became of an allowed request; never rejects. */
  readonly recordOutcome: (requestId: string, statusCode: number | undefined) => Promise<void>;
}

/**
 * Makes a gate. The framework adapters make one from the same options; use this one to guard
 * something that is no framework, or to share a gate between several.
 *
 * @throws TypeError when an option has no meaning, or the service definition is at odds with itself
 */
export function createGate(options: GateOptions): Gate {
  const { service, region, accountId, partition = 'aws' } = options;
  const { audit, now = () => new Date(), cache = DEFAULT_CACHE_LIMITS } = options;
  checkServiceDefinition(service);
  checkOptions(options);
  const ms = options.deadlineMs ?? DEFAULT_DEADLINE_MS;
  const signingKeys = withDeadline('the signing key lookup', ms, options.signingKeys);
  const policies = withDeadline('the policy lookup', ms, options.policies);
  const resources = options.resources ?? (() => undefined);
  const signatureScope = { service: service.name, region, now };
  const stages = {
    service,
    location: { partition, region, accountId },
    routes: createRouteTable(service),
    authenticators: [signatureAuthenticator(cacheSigningKeys(signingKeys, cache), signatureScope)],
    loadPrincipal: cachePolicies(policies, cache),
    describeResource: withDeadline('the resource lookup', ms, resources),
    audit: { record: audit ? withDeadline('the audit sink', ms, record(audit)) : () => undefined },
    explain: options.explain ?? false,
    now,
    onError: reportTo(options.onError ?? reportOnConsole),
  };
  return {
    service,
    maxBodyBytes: options.maxBodyBytes ?? DEFAULT_MAX_BODY_BYTES,
    authorize: (request, matched) => authorizeRequest(stages, request, matched),
    recordOutcome: async (requestId, statusCode) => {
      try {
        const eventTime = now().toISOString();
        const outcome = { eventTime, requestID: requestId, statusCode };
        await stages.audit.record({ recordType: 'outcome', ...outcome });
      } catch (error) {
        stages.onError(error, requestId);
      }
    },
  };
}

function record(audit: AuditSink): AuditSink['record'] {
  return (entry) => audit.record(entry);
}

function checkOptions({ accountId, region, cache, maxBodyBytes, deadlineMs }: GateOptions): void {
  if (!isAccountId(accountId)) {
    throw new TypeError(`\`accountId\` is 12 digits, found \`${accountId}\``);
  }
  if (!/^[\w-]+$/.test(region)) {
    throw new TypeError(`\`region\` is a name such as \`eu-west-1\`, found \`${region}\``);
  }
  const numbers = { maxBodyBytes, deadlineMs, maxEntries: cache?.maxEntries, ttlMs: cache?.ttlMs };
  for (const [name, value] of Object.entries(numbers)) {
    if (value === undefined || (Number.isSafeInteger(value) && value > 0)) continue;
    throw new TypeError(`\`${name}\` is a whole number above 0, found \`${value}\``);
  }
}

/** The gate itself, or one made from its options. */
export function openGate(gate: Gate | GateOptions): Gate {
  return 'authorize' in gate ? gate : createGate(gate);
}

type ErrorListener = NonNullable<GateOptions['onError']>;

/** A listener that fails itself, at once or later, must not change what a request is answered. */
function reportTo(listener: ErrorListener): ErrorListener {
  const report = async (error: unknown, requestId: string): Promise<void> => {
    try {
      await listener(error, requestId);
    } catch (failure) {
      reportOnConsole(failure, requestId);
    }
  };
  return (error, requestId) => void report(error, requestId);
}

function reportOnConsole(error: unknown, requestId: string): void {
  // biome-ignore lint/suspicious/noConsole: what breaks must be seen where no one listens for it
  console.error(`ostiary: request ${requestId} met a failure:`, error);
}
