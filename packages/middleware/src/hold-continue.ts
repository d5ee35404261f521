// `Expect: 100-continue`: the body is asked for when its head has passed, and not before.
import type { IncomingMessage, Server, ServerResponse } from 'node:http';

const waiting = new WeakMap<IncomingMessage, ServerResponse>();

/**
 * Lets the gate answer `Expect: 100-continue`. Without it Node asks for every body before the gate
 * has seen the head; with it, a request that is refused never sends its body (RFC 9110, section
 * 10.1.1). Every handler of the server has to stand behind a gate, since nobody else answers.
 *
 * @example
 * ```ts
 * const server = createServer(app);
 * holdContinue(server);
 * ```
 */
export function holdContinue(server: Server): void {
  server.on('checkContinue', (request, response) => {
    waiting.set(request, response);
    server.emit('request', request, response);
  });
}

/** Asks for the body of a request whose sender waits to be asked. */
export function sendContinue(message: IncomingMessage): void {
  const response = waiting.get(message);
  if (response === undefined) return;
  waiting.delete(message);
  response.writeContinue();
}
