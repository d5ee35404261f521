// The audit record of one request, from what had been learnt of it when it was decided.
import type { CompiledStatement, Decision } from '@ostiary/evaluator';
import type { AuditIdentity, DecisionRecord, DemandRecord } from './audit.js';
import type { Caller } from './caller.js';
import { findHeader, type RequestHead } from './incoming-request.js';
import { isoTime } from './iso-time.js';
import type { Refusal } from './refusal.js';

/** What is known of a request on its way; each step adds what it has learnt. */
export interface Trail {
  readonly service: string;
  readonly region: string;
  readonly requestId: string;
  readonly now: Date;
  request: RequestHead;
  action: string | undefined;
  caller: Caller | undefined;
  resource: string | undefined;
  /** One for each demand, up to the first that is no allow. */
  readonly decisions: Decision[];
}

/** The record of a decision, or of a refusal that came before there was one. */
export function decisionRecord(trail: Trail, refusal?: Refusal): DecisionRecord {
  const { service, region, requestId, now, request, action, caller, resource, decisions } = trail;
  // What is denied is what is recorded; of several that are allowed, the first is the request's own.
  const [first] = decisions;
  const last = decisions.at(-1);
  const decision = last?.outcome === 'allowed' ? first : last;
  const record: DecisionRecord = {
    recordType: 'decision',
    eventTime: isoTime(now),
    eventSource: service,
    eventName: action,
    awsRegion: region,
    requestID: requestId,
    sourceIPAddress: request.remoteAddress,
    userAgent: findHeader(request, 'user-agent'),
    method: request.method,
    path: request.path,
    userIdentity: caller && identityOf(caller),
    resource: decision?.request.resource ?? resource,
    outcome: outcomeOf(decision, refusal),
    decidedBy: decision && decidedBy(decision),
    errorCode: refusal?.code,
    errorMessage: refusal?.message,
  };
  return decisions.length > 1 ? { ...record, demands: decisions.map(demandRecord) } : record;
}

function demandRecord(decision: Decision): DemandRecord {
  const { action, resource } = decision.request;
  return { action, resource, outcome: decision.outcome, decidedBy: decidedBy(decision) };
}

/** An allow that is refused all the same, since it could not be recorded, is no allow. */
function outcomeOf(
  decision: Decision | undefined,
  refusal: Refusal | undefined,
): DecisionRecord['outcome'] {
  if (decision === undefined) return refusal === undefined ? 'allowed' : 'refused';
  return decision.outcome === 'allowed' && refusal !== undefined ? 'refused' : decision.outcome;
}

function identityOf({ principal, accessKeyId }: Caller): AuditIdentity {
  const identity: { -readonly [Name in keyof AuditIdentity]: AuditIdentity[Name] } = {
    type: principal.type,
  };
  if ('arn' in principal) {
    identity.arn = principal.arn;
    identity.accountId = principal.accountId;
  }
  if (principal.type === 'User') identity.userName = principal.userName;
  if (accessKeyId !== undefined) identity.accessKeyId = accessKeyId;
  return identity;
}

function decidedBy(decision: Decision): string {
  if (decision.outcome === 'implicitDeny') return `no ${decision.missing} policy`;
  return decision.by === 'root' ? 'root' : statementName(decision.by);
}

function statementName({ policy, sid, index }: CompiledStatement): string {
  return `${policy.name}#${sid || index + 1}`;
}
