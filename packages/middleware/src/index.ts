// @ostiary/middleware: the gate, for any framework.
export type { ServiceLocation } from './arn-format.js';
export {
  type AuditIdentity,
  type AuditRecord,
  type AuditSink,
  type DecisionRecord,
  type DemandRecord,
  jsonLinesAuditSink,
  type OutcomeRecord,
} from './audit.js';
export type { CacheLimits } from './cache-limits.js';
export type { Caller } from './caller.js';
export type { ContextEntry } from './context-entry.js';
export { defineService } from './define-service.js';
export type { Dialect } from './dialect.js';
export { GateError, type GateErrorCode, type RefusalAnswer, RequestRefused } from './errors.js';
export type { DecideFurther, FurtherDecision } from './further-decision.js';
export { createGate, type Gate, type GateOptions, type ReaderOptions } from './gate.js';
export type {
  BodyDescription,
  IncomingRequest,
  OpenBody,
  ReceivedRequest,
  RequestHead,
} from './incoming-request.js';
export { decideFurther, getCaller, getRoute } from './passed-requests.js';
export type { Verdict } from './pipeline.js';
export type { EncodeDecision, Refusal } from './refusal.js';
export type { GateResponse } from './refusal-body.js';
export type { RefusalCode } from './refusal-code.js';
export type { Asked, Demand, RequestPlan, RequestReader } from './request-reader.js';
export type {
  RequestedResource,
  ResourceDescription,
  ResourceLookup,
} from './resource-lookup.js';
export type { PathParameters, PathPattern, RouteSegment } from './route-pattern.js';
export type { MatchedRule } from './route-table.js';
export type { RequiredAction, Rule, SecondRule } from './rule.js';
export type {
  AccessLevel,
  ActionDefinition,
  ActionNameOf,
  ManagedPolicyDefinition,
  ResourceTypeDefinition,
  RouteDefinition,
  SecondRequirement,
  ServiceDefinition,
  SignatureTerms,
  ValueSource,
} from './service-definition.js';
export type { TrustedProxies } from './trusted-proxies.js';
