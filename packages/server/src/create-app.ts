// The control plane as an Express app: everything but its health and its metrics is behind a gate.
import { encodeError } from '@ostiary/api';
import type { Iam } from '@ostiary/iam';
import { createGate, defineService, type GateOptions } from '@ostiary/middleware';
import { getCaller, ostiary } from '@ostiary/middleware/express';
import express, { type ErrorRequestHandler, type Express, type Response } from 'express';
import type { Logger } from 'pino';
import { auditLog } from './audit-log.js';
import { createCallerRates } from './caller-rates.js';
import { deploymentRouter } from './deployment-router.js';
import { deploymentService } from './deployment-service.js';
import { limitInFlight } from './in-flight-limit.js';
import type { Metrics } from './metrics.js';
import { noteUse } from './note-use.js';
import { queryEndpoint } from './query-endpoint.js';
import { queryReader } from './query-reader.js';
import { type Fault, faultOf } from './request-refusal.js';
import { serviceChannelRouter } from './service-channel-router.js';

/** What a control plane answers with. */
export interface AppOptions {
  readonly iam: Iam;
  /** The account that owns the deployment. */
  readonly accountId: string;
  readonly log: Logger;
  readonly metrics: Metrics;
  /** Aborted when the service ends: what waits for a change is answered. */
  readonly closing: AbortSignal;
  /** The clock; the machine's own by default. */
  readonly now?: () => Date;
  /** Requests that are under way at once; 1,000 by default. */
  readonly maxInFlight?: number;
  /** Calls a second that one caller may make; 1,000 by default. */
  readonly callsPerSecond?: number;
}

/** IAM and STS are global: signatures may name any region, and ARNs name none. */
const REGION = 'us-east-1';

const iamService = defineService({
  name: 'iam',
  description: 'AWS Identity and Access Management and AWS Security Token Service',
  dialect: 'query',
  resourceTypes: {},
  actions: {},
  routes: {},
});

/** Puts the control plane together over its domain. */
export function createApp(options: AppOptions): Express {
  const { iam, log, metrics, now = () => new Date() } = options;
  const { maxInFlight = 1_000, callsPerSecond = 1_000 } = options;
  const gateOptions: Omit<GateOptions, 'service'> = {
    region: REGION,
    accountId: options.accountId,
    signingKeys: iam.signingKeys,
    policies: iam.policies,
    resourceControls: iam.resourceControls,
    audit: auditLog(log, metrics),
    encodeDecision: iam.encodeAuthorizationMessage,
    watchChanges: iam.watchDecisions,
    now,
    onError: (error, requestId) => log.error({ err: error, requestId }, 'the gate met a failure'),
  };
  const queryGate = createGate({
    ...gateOptions,
    service: iamService,
    signedFor: { services: ['iam', 'sts'], regions: 'any' },
    reader: queryReader(iam),
  });
  const deploymentGate = ostiary({
    ...gateOptions,
    service: deploymentService,
    signedFor: { regions: 'any' },
  });
  const rates = createCallerRates(callsPerSecond);

  const app = express();
  app.disable('x-powered-by');
  app.get('/healthz', async (_request, response) => {
    await iam.revision();
    response.type('text/plain').send('ok\n');
  });
  app.get('/metrics', async (_request, response) => {
    response.type(metrics.registry.contentType).send(await metrics.registry.metrics());
  });
  app.use(limitInFlight({ max: maxInFlight, gauge: metrics.inFlight, refuse: sayFull }));
  app.all('/', queryEndpoint({ iam, gate: queryGate, rates, log, metrics }));
  app.use(deploymentGate);
  app.use((request, _response, next) => {
    noteUse(iam, getCaller(request), deploymentService.name);
    next();
  });
  app.use('/service-channel/v1/services', serviceChannelRouter(iam, log, options.closing));
  app.use('/deployment/v1', deploymentRouter(iam));
  app.use(answerErrors(log));
  return app;
}

function sayFull(response: Response): void {
  sendFault(response, {
    code: 'ServiceUnavailable',
    message: 'the control plane is full, try again',
  });
}

/** What handlers throw behind the gate of the deployment. */
function answerErrors(log: Logger): ErrorRequestHandler {
  return (error: unknown, _request, response, _next) => {
    const requestId = requestIdOf(response);
    const fault = faultOf(error) ?? bodyFault(error);
    if (fault === undefined) log.error({ err: error, requestId }, 'a request failed');
    sendFault(response, fault ?? { code: 'ServiceFailure', message: 'an internal failure' });
  };
}

/** What a body parser throws for a body that it cannot read. */
function bodyFault(error: unknown): Fault | undefined {
  if (!(error instanceof Error && 'status' in error)) return undefined;
  if (error.status === 413) {
    return { code: 'RequestEntityTooLarge', message: 'the body of the request is too large' };
  }
  const isCallers = Number(error.status) >= 400 && Number(error.status) < 500;
  return isCallers ? { code: 'MalformedInput', message: 'the body is no JSON' } : undefined;
}

function sendFault(response: Response, fault: Fault): void {
  const requestId = requestIdOf(response);
  const accept = response.req.get('accept');
  const { status, headers, body } = encodeError(fault, { requestId, accept });
  if (status === 503) response.set('retry-after', '1');
  response.status(status).set(headers).end(body);
}

function requestIdOf(response: Response): string {
  return String(response.getHeader('x-amzn-requestid') ?? globalThis.crypto.randomUUID());
}
