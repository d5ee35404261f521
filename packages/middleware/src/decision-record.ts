// The audit record of one request, from what had been learnt of it when it was decided.
import type { CompiledStatement, Decision } from '@ostiary/evaluator';
import type { AuditIdentity, DecisionRecord } from './audit.js';
import type { Caller } from './caller.js';
import { findHeader, type RequestHead } from './incoming-request.js';
import type { Refusal } from './refusal.js';

/** What is known of a request on its way; each step adds what it has learnt. */
export interface Trail {
  readonly service: string;
  readonly requestId: string;
  readonly now: Date;
  readonly request: RequestHead;
  action?: string;
  caller?: Caller;
  resource?: string;
  decision?: Decision;
}

/** The record of a decision, or of a refusal that came before there was one. */
export function decisionRecord(trail: Trail, refusal?: Refusal): DecisionRecord {
  const { service, requestId, now, request, action, caller, resource, decision } = trail;
  return {
    recordType: 'decision',
    eventTime: now.toISOString(),
    eventSource: service,
    eventName: action,
    requestID: requestId,
    sourceIPAddress: request.remoteAddress,
    userAgent: findHeader(request, 'user-agent'),
    method: request.method,
    path: request.path,
    userIdentity: caller && identityOf(caller),
    resource,
    outcome: outcomeOf(decision, refusal),
    decidedBy: decision && decidedBy(decision),
    errorCode: refusal?.code,
    errorMessage: refusal?.message,
  };
}

/** An allow that is refused all the same, since it could not be recorded, is no allow. */
function outcomeOf(
  decision: Decision | undefined,
  refusal: Refusal | undefined,
): DecisionRecord['outcome'] {
  if (decision === undefined) return 'refused';
  return decision.outcome === 'allowed' && refusal !== undefined ? 'refused' : decision.outcome;
}

function identityOf({ principal, accessKeyId }: Caller): AuditIdentity {
  return {
    type: principal.type,
    ...('arn' in principal && { arn: principal.arn, accountId: principal.accountId }),
    ...(principal.type === 'User' && { userName: principal.userName }),
    ...(accessKeyId !== undefined && { accessKeyId }),
  };
}

function decidedBy(decision: Decision): string {
  if (decision.outcome === 'implicitDeny') return `no ${decision.missing} policy`;
  return decision.by === 'root' ? 'root' : statementName(decision.by);
}

function statementName({ policy, sid, index }: CompiledStatement): string {
  return `${policy.name}#${sid || index + 1}`;
}
