// @ostiary/middleware: the gate, for any framework.
export type { ServiceLocation } from './arn-format.js';
export {
  type AuditIdentity,
  type AuditRecord,
  type AuditSink,
  type DecisionRecord,
  jsonLinesAuditSink,
  type OutcomeRecord,
} from './audit.js';
export type { CacheLimits } from './cache-limits.js';
export type { Caller } from './caller.js';
export { getCaller } from './callers.js';
export { defineService } from './define-service.js';
export { GateError, type GateErrorCode } from './errors.js';
export { createGate, type Gate, type GateOptions } from './gate.js';
export type { IncomingRequest, RequestHead } from './incoming-request.js';
export type { Verdict } from './pipeline.js';
export type { Refusal, RefusalCode } from './refusal.js';
export type { GateResponse } from './refusal-body.js';
export type {
  RequestedResource,
  ResourceDescription,
  ResourceLookup,
} from './resource-lookup.js';
export type { PathParameters } from './route-pattern.js';
export type { MatchedRule, Rule } from './route-table.js';
export type {
  AccessLevel,
  ActionDefinition,
  ActionNameOf,
  ResourceTypeDefinition,
  RouteDefinition,
  ServiceDefinition,
  ValueSource,
} from './service-definition.js';
