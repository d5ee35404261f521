// @ostiary/middleware/node: the gate before a handler of Node's own HTTP server.
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Gate } from './gate.js';
import { authorizeNodeExchange } from './node-gate.js';
import type { Verdict } from './pipeline.js';

export { holdContinue } from './hold-continue.js';
export { decideFurther, getCaller, getRoute } from './passed-requests.js';
// biome-ignore lint/style/noDefaultExport: `import ostiary from` is how people take middleware in
export { ostiary as default };

/**
 * Handles a request that passed, with what the gate learnt of it. One that rejects does so like any
 * listener of Node: unhandled.
 */
export type GuardedListener<Given> = (
  request: IncomingMessage,
  response: ServerResponse,
  verdict: Extract<Verdict<Given>, { readonly allowed: true }>,
) => void | Promise<void>;

/**
 * Guards a handler of Node's HTTP server.
 *
 * @example
 * ```ts
 * const guarded = ostiary(createGate(options), (request, response, { caller }) => {
 *   response.end(`${getRoute(request).rule.action} for ${caller.principal.type}`);
 * });
 * createServer(guarded);
 * ```
 */
export function ostiary<Given>(
  gate: Gate<Given>,
  handler: GuardedListener<Given>,
): RequestListener {
  return async function ostiaryGate(message, response) {
    const exchange = { message, response, target: message.url ?? '' };
    const verdict = await authorizeNodeExchange(gate, exchange, gate.authorize);
    if (verdict.allowed) {
      await handler(message, response, verdict);
      return;
    }
    const { status, headers, body } = verdict.response;
    response.writeHead(status, { ...headers }).end(body);
  };
}
