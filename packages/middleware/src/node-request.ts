// Requests of Node's HTTP server, for the adapters of frameworks that build on it.
import type { IncomingMessage } from 'node:http';
import { GateError } from './errors.js';
import type { IncomingRequest } from './incoming-request.js';

/**
 * A request of Node's HTTP server. Reading its body throws GateError: `RequestEntityTooLarge`, or
 * `InvalidRequest` when somebody read it before.
 *
 * @param target - the request target as received, before any router cut it
 */
export function fromNodeRequest(
  message: IncomingMessage,
  target: string,
  maxBodyBytes: number,
): IncomingRequest {
  const mark = target.indexOf('?');
  return {
    method: message.method ?? '',
    path: mark === -1 ? target : target.slice(0, mark),
    query: mark === -1 ? '' : target.slice(mark + 1),
    headers: pairs(message.rawHeaders),
    remoteAddress: message.socket.remoteAddress ?? '',
    isSecure: 'encrypted' in message.socket && message.socket.encrypted === true,
    readBody: () => readBody(message, maxBodyBytes),
  };
}

function pairs(rawHeaders: readonly string[]): readonly (readonly [string, string])[] {
  const headers: (readonly [string, string])[] = [];
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    headers.push([rawHeaders[at] ?? '', rawHeaders[at + 1] ?? '']);
  }
  return headers;
}

function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

/**
 * Takes the body off the stream and puts it back before the stream ends. Node allows one last
 * `unshift` between the last chunk and the `end` event, and then ends the stream after it.
 */
async function readBody(message: IncomingMessage, maxBytes: number): Promise<Uint8Array> {
  if (!hasBody(message)) return new Uint8Array();
  if (message.readableEnded) {
    const fix = 'mount the gate before anything that reads bodies, such as `express.json()`';
    throw new GateError(
      'InvalidRequest',
      `the request body was read before it was verified: ${fix}`,
    );
  }
  return collect(message, maxBytes);
}

function collect(message: IncomingMessage, maxBytes: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const settle = (finish: () => void): void => {
      message.off('readable', onReadable);
      message.off('error', onError);
      message.off('close', onClose);
      finish();
    };
    const onReadable = (): void => {
      for (let chunk = message.read(); chunk !== null; chunk = message.read()) {
        length += chunk.length;
        chunks.push(chunk);
        if (length > maxBytes) {
          settle(() => reject(tooLarge(maxBytes)));
          return;
        }
      }
      if (!message.complete) return;
      const body = Buffer.concat(chunks);
      if (body.length > 0) message.unshift(body);
      settle(() => resolve(body));
    };
    const onError = (error: Error): void => settle(() => reject(error));
    const onClose = (): void => settle(() => reject(cutShort()));
    message.on('readable', onReadable);
    message.on('error', onError);
    message.on('close', onClose);
  });
}

function tooLarge(maxBytes: number): GateError {
  return new GateError('RequestEntityTooLarge', `the request body is over ${maxBytes} bytes`);
}

function cutShort(): GateError {
  return new GateError('InvalidRequest', 'the connection closed before the request was complete');
}
