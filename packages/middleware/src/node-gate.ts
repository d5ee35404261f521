// The gate before a request of Node's HTTP server: what the adapters of all its frameworks share.
import type { Gate } from './gate.js';
import { sendContinue } from './hold-continue.js';
import type { IncomingRequest } from './incoming-request.js';
import { fromNodeRequest, type NodeExchange } from './node-request.js';
import { rememberPassed } from './passed-requests.js';
import type { Verdict } from './pipeline.js';
import { whenThere } from './when-there.js';

/** Takes an exchange through the gate; one that passes is remembered, and its end recorded. */
export function authorizeNodeExchange<Given>(
  gate: Pick<Gate, 'maxBodyBytes' | 'recordOutcome'>,
  exchange: NodeExchange,
  authorize: (request: IncomingRequest) => Verdict<Given> | Promise<Verdict<Given>>,
): Verdict<Given> | Promise<Verdict<Given>> {
  const request = fromNodeRequest(exchange, gate.maxBodyBytes);
  return whenThere(authorize(request), (verdict) => {
    if (verdict.allowed) letPass(gate, exchange, verdict);
    return verdict;
  });
}

function letPass(
  gate: Pick<Gate, 'recordOutcome'>,
  { message, response }: NodeExchange,
  verdict: Extract<Verdict, { readonly allowed: true }>,
): void {
  rememberPassed(message, verdict);
  sendContinue(message);
  response.setHeader('x-amzn-requestid', verdict.requestId);
  const recordOutcome = (): void => {
    const statusCode = response.writableFinished ? response.statusCode : undefined;
    void gate.recordOutcome(verdict.requestId, statusCode);
  };
  // A caller who hung up while the gate decided has closed the response already.
  if (response.destroyed) recordOutcome();
  else response.on('close', recordOutcome);
}
