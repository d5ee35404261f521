// A request of Node's server that gives another body than the one that arrives: the verified one.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { ArrivingBytes } from './arriving-bytes.js';
import { GateError } from './errors.js';
import type { OpenBody } from './incoming-request.js';

/**
 * Puts what `open` gives in the place of a body that is still to come, so that whoever reads the
 * request reads that. Where `open` throws the request emits the error, and never ends.
 *
 * It stands where a stream's source stands, in `push` and `_read` (Node.js, "API for stream
 * implementers"): what Node's parser pushes goes to `open`, and what `open` gives is pushed.
 *
 * INVARIANT: nothing that arrives is readable but through `open`, and no end is pushed before `open`
 * has ended.
 */
export function streamVerified(
  message: IncomingMessage,
  response: ServerResponse,
  open: OpenBody,
): void {
  const { socket } = message;
  const arriving = new ArrivingBytes(() => void socket.resume());
  while (message.readableLength > 0) arriving.add(message.read());
  message.read(0); // from here on Node counts the body as being read, and does not drop it itself

  const give = message.push;
  const demand = new Demand();
  message.push = (piece: Uint8Array | null) => {
    if (piece !== null) return arriving.add(piece);
    arriving.end();
    return false;
  };
  message._read = () => demand.arises();

  const run = async (): Promise<void> => {
    try {
      for await (const piece of open(arriving)) {
        demand.isMet();
        if (!give.call(message, piece)) await demand.met();
      }
      give.call(message, null);
    } catch (error) {
      arriving.discard();
      if (!response.headersSent) response.setHeader('connection', 'close');
      failReading(message, toError(error));
    }
  };
  message.once('close', () => arriving.fail(cutShort()));
  // What is left when the answer is sent has to be taken off the connection, for the next request.
  response.once('close', () => void message.resume());
  void run();
}

/** Whether a reader has asked for more. */
class Demand {
  #isAsked = false;
  #wake: (() => void) | undefined;

  arises(): void {
    this.#isAsked = true;
    this.#wake?.();
  }

  isMet(): void {
    this.#isAsked = false;
  }

  async met(): Promise<void> {
    if (!this.#isAsked) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    this.#wake = undefined;
  }
}

function toError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error('the body cannot be read', { cause: thrown });
}

const reading: ReadonlySet<string | symbol> = new Set(['data', 'readable', 'end', 'error']);

/** Gives the error to whoever reads the request, now or later. */
function failReading(message: IncomingMessage, error: Error): void {
  let isRaising = false;
  const raise = (): void => {
    isRaising = false;
    // An error that nobody listens for would end the process; the connection is closed instead.
    if (message.listenerCount('error') > 0) message.emit('error', error);
    else message.destroy();
  };
  const raiseSoon = (): void => {
    if (isRaising) return;
    isRaising = true;
    process.nextTick(raise);
  };
  message.on('newListener', (event) => {
    if (reading.has(event)) raiseSoon();
  });
  if ([...reading].some((event) => message.listenerCount(event) > 0)) raiseSoon();
}

/** The connection was closed in the middle of a body. */
export function cutShort(options?: ErrorOptions): GateError {
  return new GateError(
    'InvalidRequest',
    'the connection closed before the request was complete',
    options,
  );
}
