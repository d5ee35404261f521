// The endpoint of IAM and STS: what passed the gate is done, and its outcome written.

import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import {
  type DecodedRequest,
  type EncodedResponse,
  encodeError,
  encodeResponse,
  type OperationName,
} from '@ostiary/api';
import type { Iam, OperationCaller } from '@ostiary/iam';
import type { Caller, Gate, Verdict } from '@ostiary/middleware';
import { ostiary } from '@ostiary/middleware/node';
import type { Logger } from 'pino';
import type { CallerRates } from './caller-rates.js';
import type { Metrics } from './metrics.js';
import { anonymousCaller, toOperationCaller } from './operation-caller.js';
import type { AskedCall } from './query-reader.js';
import { faultOf } from './request-refusal.js';

/** What the endpoint works with. */
export interface QueryEndpointOptions {
  readonly iam: Iam;
  readonly gate: Gate<AskedCall>;
  readonly rates: CallerRates;
  readonly log: Logger;
  readonly metrics: Metrics;
}

type Passed = Extract<Verdict<AskedCall>, { readonly allowed: true }>;

/** Answers requests of the AWS Query protocol. */
export function queryEndpoint(options: QueryEndpointOptions): RequestListener {
  const { gate, metrics } = options;
  return ostiary(gate, async (request, response, passed) => {
    const stop = metrics.duration.startTimer({ operation: passed.given.name });
    const code = await answer(options, request, response, passed);
    stop();
    metrics.answers.inc({ operation: passed.given.name, code });
  });
}

/** Answers what passed; gives the code that was answered, `ok` for none. */
async function answer(
  options: QueryEndpointOptions,
  request: IncomingMessage,
  response: ServerResponse,
  { caller, given, requestId }: Passed,
): Promise<string> {
  const setting = { requestId, accept: request.headers.accept, service: given.service };
  try {
    const operationCaller = callerOf(caller, given, requestId, request.socket.remoteAddress);
    if (!(await options.rates.admit(operationCaller))) {
      send(response, encodeError({ code: 'Throttling', message: 'Rate exceeded' }, setting));
      return 'Throttling';
    }
    const { name, input, demanded } = given;
    const output = await options.iam.execute(name, input, operationCaller, demanded);
    send(response, encodeResponse<OperationName>(given.name, output, setting));
    return 'ok';
  } catch (error) {
    const fault = faultOf(error) ?? unexpected;
    if (fault === unexpected) options.log.error({ err: error, requestId }, 'an operation failed');
    send(response, encodeError(fault, setting));
    return fault.code;
  }
}

/** Whoever needs no signature is proven by the token or the assertion in the call. */
function callerOf(
  caller: Caller,
  { input = {} }: DecodedRequest,
  requestId: string,
  sourceIp: string | undefined,
): OperationCaller {
  const isUnsigned = 'WebIdentityToken' in input || 'SAMLAssertion' in input;
  return isUnsigned && 'RoleArn' in input
    ? anonymousCaller(input.RoleArn, requestId, sourceIp)
    : toOperationCaller(caller, requestId, sourceIp);
}

const unexpected = {
  code: 'ServiceFailure',
  message: 'the request could not be processed because of an internal failure',
} as const;

function send(response: ServerResponse, { status, headers, body }: EncodedResponse): void {
  const retry = status === 503 ? { 'retry-after': '1' } : {};
  response.writeHead(status, { ...headers, ...retry }).end(body);
}
