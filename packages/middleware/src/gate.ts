// The gate: what it is made of, and the door of it that adapters knock at.
import type { PolicyLookup, ResourceControlLookup } from '@ostiary/evaluator';
import { type AccountId, isAccountId } from '@ostiary/policy';
import type { SigningKeyLookup } from '@ostiary/sigv4';
import type { AuditSink } from './audit.js';
import { type CacheLimits, DEFAULT_CACHE_LIMITS } from './cache-limits.js';
import type { Caller } from './caller.js';
import { checkServiceDefinition } from './check-service-definition.js';
import { withDeadline } from './deadline.js';
import { dialectRules } from './dialect.js';
import { formAuthenticator } from './form-authenticator.js';
import type { IncomingRequest } from './incoming-request.js';
import { isoTime } from './iso-time.js';
import { authorizeRequest, type Verdict } from './pipeline.js';
import { cachePolicies } from './policy-cache.js';
import type { EncodeDecision } from './refusal.js';
import { ReplayGuard } from './replay-guard.js';
import type { RequestReader } from './request-reader.js';
import { checkTarget } from './request-target.js';
import { cacheResourceControls } from './resource-control-cache.js';
import type { ResourceLookup } from './resource-lookup.js';
import { planOf } from './route-reader.js';
import { createRouteTable, type MatchedRule } from './route-table.js';
import type { ServiceDefinition } from './service-definition.js';
import { type SignatureScope, signatureAuthenticator } from './signature-authenticator.js';
import { cacheSigningKeys } from './signing-key-cache.js';
import type { Stages } from './stages.js';
import { type TrustedProxies, trustProxies } from './trusted-proxies.js';

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
  /** What signatures may be scoped to; by default the service's own name, and `region`. */
  readonly signedFor?: {
    readonly services?: readonly string[];
    readonly regions?: readonly string[] | 'any';
  };
  readonly policies: PolicyLookup;
  /** What an organization says of the accounts that own resources; without it, none is in one. */
  readonly resourceControls?: ResourceControlLookup;
  /** The proxies in front of it; none is believed by default, whatever its headers say. */
  readonly trustedProxies?: TrustedProxies;
  /** Tags and policies of the resources; without it, a resource is no more than its name. */
  readonly resources?: ResourceLookup;
  readonly audit?: AuditSink;
  /** Tells callers why they are refused. For development: it quotes policies. */
  readonly explain?: boolean;
  /** Makes the encoded message of an AccessDenied, for DecodeAuthorizationMessage; none by default. */
  readonly encodeDecision?: EncodeDecision;
  readonly cache?: CacheLimits;
  /**
   * Asked once for news of changes: it calls back at each, and the gate forgets what it remembers.
   * Without it a change is seen when the time of the cache is over.
   */
  readonly watchChanges?: (onChange: () => void) => unknown;
  /** Longest body that is held to be verified, in bytes; 1 MiB by default. */
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

/** A gate in front of one service, and what it reads of each request: a rule, unless told otherwise. */
export interface Gate<Given = MatchedRule> {
  readonly service: ServiceDefinition;
  readonly maxBodyBytes: number;
  /** Decides one request; at once where nothing has to be waited for, so call it with `await`. */
  readonly authorize: (request: IncomingRequest) => Verdict<Given> | Promise<Verdict<Given>>;
  /** Decides one request whose rule a framework has found already. */
  readonly authorizeRule: (
    request: IncomingRequest,
    matched: MatchedRule,
  ) => Verdict<MatchedRule> | Promise<Verdict<MatchedRule>>;
  /** Records what became of an allowed request; never rejects. */
  readonly recordOutcome: (requestId: string, statusCode: number | undefined) => Promise<void>;
}

/** A gate whose requests are not read by the routes of its service. */
export interface ReaderOptions<Given> {
  readonly reader: RequestReader<Given>;
}

/**
 * Makes a gate. The framework adapters make one from the same options; use this one to guard
 * something that is no framework, to share a gate between several, or with a `reader` of requests
 * that say in another way than by their route what they ask for.
 *
 * @throws TypeError when an option has no meaning, or the service definition is at odds with itself
 */
export function createGate<Given>(options: GateOptions & ReaderOptions<Given>): Gate<Given>;
export function createGate(options: GateOptions): Gate;
export function createGate<Given>(
  options: GateOptions & Partial<ReaderOptions<Given>>,
): Gate<Given | MatchedRule> {
  const { service, region, accountId, partition = 'aws' } = options;
  const { trustedProxies, audit, now = () => new Date(), cache = DEFAULT_CACHE_LIMITS } = options;
  checkServiceDefinition(service);
  checkOptions(options);
  const ms = options.deadlineMs ?? DEFAULT_DEADLINE_MS;
  const maxBodyBytes = options.maxBodyBytes ?? DEFAULT_MAX_BODY_BYTES;
  const signingKeys = withDeadline('the signing key lookup', ms, options.signingKeys);
  const policies = withDeadline('the policy lookup', ms, options.policies);
  const dialect = dialectRules(service.dialect);
  const location = { partition, region, accountId: toAccountId(accountId) };
  const signingKeyCache = cacheSigningKeys(signingKeys, cache);
  const policyCache = cachePolicies(policies, cache);
  const resourceControlCache =
    options.resourceControls &&
    cacheResourceControls(
      withDeadline('the resource control lookup', ms, options.resourceControls),
      cache,
    );
  options.watchChanges?.(() => {
    signingKeyCache.clear();
    policyCache.clear();
    resourceControlCache?.clear();
  });
  const { services = [service.name], regions = [region] } = options.signedFor ?? {};
  const signatureScope: SignatureScope = {
    ...{ services, regions: regions === 'any' ? undefined : regions },
    dialect: dialect.signature,
    explain: options.explain ?? false,
    replayGuard: new ReplayGuard(),
    pathRule: dialect.paths === 'literal' ? 's3' : 'normalized',
  };
  const stages: Stages = {
    ...{ service: service.name, location, dialect, maxBodyBytes },
    authenticators: [signatureAuthenticator(signingKeyCache.lookup, signatureScope)],
    authenticateForm: formAuthenticator(signingKeyCache.lookup, signatureScope),
    resolveProxies: trustedProxies === undefined ? (it) => it : trustProxies(trustedProxies),
    loadPrincipal: policyCache.load,
    loadResourceControls: resourceControlCache?.load,
    audit: { record: audit ? withDeadline('the audit sink', ms, record(audit)) : () => undefined },
    explain: options.explain ?? false,
    encodeDecision: options.encodeDecision,
    now,
    onError: reportTo(options.onError ?? reportOnConsole),
  };
  const describeResource: ResourceLookup =
    options.resources === undefined
      ? () => undefined
      : withDeadline('the resource lookup', ms, options.resources);
  const sources = { location, describeResource };
  const routes = createRouteTable(service);
  const byRoute: RequestReader<MatchedRule> = (head) => planOf(routes.find(head), sources);
  const reader: RequestReader<Given | MatchedRule> = options.reader ?? byRoute;
  return {
    service,
    maxBodyBytes,
    authorize: (request) => authorizeRequest(stages, request, reader),
    authorizeRule: (request, matched) =>
      authorizeRequest(stages, request, (head) => {
        checkTarget(head, dialect.paths);
        return planOf(matched, sources);
      }),
    recordOutcome: async (requestId, statusCode) => {
      try {
        const eventTime = isoTime(now());
        const recorded = stages.audit.record({
          recordType: 'outcome',
          eventTime,
          requestID: requestId,
          statusCode,
        });
        if (recorded instanceof Promise) await recorded;
      } catch (error) {
        stages.onError(error, requestId);
      }
    },
  };
}

function record(audit: AuditSink): AuditSink['record'] {
  return (entry) => audit.record(entry);
}

function checkOptions({ region, cache, maxBodyBytes, deadlineMs }: GateOptions): void {
  if (typeof region !== 'string' || !/^[\w-]+$/.test(region)) {
    throw new TypeError(`\`region\` is a name such as \`eu-west-1\`, found \`${region}\``);
  }
  const numbers = { maxBodyBytes, deadlineMs, maxEntries: cache?.maxEntries, ttlMs: cache?.ttlMs };
  for (const [name, value] of Object.entries(numbers)) {
    if (value === undefined || (Number.isSafeInteger(value) && value > 0)) continue;
    throw new TypeError(`\`${name}\` is a whole number above 0, found \`${value}\``);
  }
}

function toAccountId(text: string): AccountId {
  if (typeof text === 'string' && isAccountId(text)) return text;
  throw new TypeError(`\`accountId\` is 12 digits, found \`${text}\``);
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
