// The gate before a request of Node's HTTP server: what the adapters of all its frameworks share.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { rememberCaller } from './callers.js';
import type { Gate } from './gate.js';
import { fromNodeRequest } from './node-request.js';
import type { Verdict } from './pipeline.js';
import type { MatchedRule } from './route-table.js';

/** One request and its answer. */
export interface NodeExchange {
  readonly message: IncomingMessage;
  readonly response: ServerResponse;
  /** The request target as received, before any router cut it. */
  readonly target: string;
}

/** Takes an exchange through the gate; one that passes is remembered, and its end recorded. */
export async function authorizeNodeExchange(
  gate: Gate,
  { message, response, target }: NodeExchange,
  matched?: MatchedRule,
): Promise<Verdict> {
  const verdict = await gate.authorize(
    fromNodeRequest(message, target, gate.maxBodyBytes),
    matched,
  );
  if (!verdict.allowed) return verdict;
  rememberCaller(message, verdict.caller);
  response.setHeader('x-amzn-requestid', verdict.requestId);
  const recordOutcome = (): void => {
    const statusCode = response.writableFinished ? response.statusCode : undefined;
    void gate.recordOutcome(verdict.requestId, statusCode);
  };
  // A caller who hung up while the gate decided has closed the response already.
  if (response.destroyed) recordOutcome();
  else response.once('close', recordOutcome);
  return verdict;
}
