// Requests of Node's HTTP server, for the adapters of frameworks that build on it.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { GateError } from './errors.js';
import { sendContinue } from './hold-continue.js';
import type { IncomingRequest } from './incoming-request.js';
import { cutShort, streamVerified } from './node-stream.js';

/** A request of Node's HTTP server, and what answers it. */
export interface NodeExchange {
  readonly message: IncomingMessage;
  readonly response: ServerResponse;
  /** The request target as received, before any router cut it. */
  readonly target: string;
}

/**
 * A request of Node's HTTP server. Reading its body throws GateError: `RequestEntityTooLarge`, or
 * `InvalidRequest` when somebody read it before.
 */
export function fromNodeRequest(
  { message, response, target }: NodeExchange,
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
    replaceBody: (body) => {
      while (message.readableLength > 0) message.read();
      // In the same tick, while the stream can still be told that it has not ended.
      if (body.length > 0) message.unshift(body);
      describeDecoded(message, String(body.length));
    },
    streamBody: (open) => {
      if (!hasBody(message) || message.complete) return false;
      checkUnread(message);
      sendContinue(message);
      streamVerified(message, response, open);
      describeDecoded(message, message.headers['x-amz-decoded-content-length']);
      return true;
    },
    describeBody: ({ contentType, length }) => {
      message.headers['content-type'] = contentType;
      if (length === undefined) delete message.headers['content-length'];
      else message.headers['content-length'] = String(length);
    },
  };
}

/** Makes the headers those of the body without the framing of its chunks. */
function describeDecoded(
  { headers }: IncomingMessage,
  length: string | string[] | undefined,
): void {
  const codings = headers['content-encoding']?.split(',').map((each) => each.trim()) ?? [];
  const others = codings.filter((each) => each.toLowerCase() !== 'aws-chunked');
  if (others.length > 0) headers['content-encoding'] = others.join(', ');
  else delete headers['content-encoding'];
  if (headers['content-length'] === undefined || typeof length !== 'string') return;
  headers['content-length'] = length;
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

/** Bodies that were read here, for a second gate before the same request. */
const bodies = new WeakMap<IncomingMessage, Promise<Buffer>>();

const EMPTY = new Uint8Array();

/** At once where there is no body, as most requests have none. */
function readBody(message: IncomingMessage, maxBytes: number): Uint8Array | Promise<Uint8Array> {
  if (!hasBody(message)) return EMPTY;
  const known = bodies.get(message);
  if (known !== undefined) return known;
  sendContinue(message);
  const body = collect(message, maxBytes);
  bodies.set(message, body);
  return body;
}

/**
 * Takes the body off the stream and puts it back before the stream ends. Node allows one last
 * `unshift` between the last chunk and the `end` event, and then ends the stream after it.
 *
 * INVARIANT: an empty stream is not read, since that would end it before its next reader comes.
 */
async function collect(message: IncomingMessage, maxBytes: number): Promise<Buffer> {
  // Lets the parser finish what has arrived, which may be the whole of an empty chunked body.
  await new Promise<void>((resolve) => process.nextTick(resolve));
  checkUnread(message);
  if (message.complete && message.readableLength === 0) return Buffer.alloc(0);
  if (Number(message.headers['content-length'] ?? 0) > maxBytes) throw tooLarge(maxBytes);
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
      while (message.readableLength > 0) {
        const chunk: Buffer = message.read();
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
    const onError = (cause: Error): void => settle(() => reject(cutShort({ cause })));
    const onClose = (): void => settle(() => reject(cutShort()));
    message.on('readable', onReadable);
    message.on('error', onError);
    message.on('close', onClose);
  });
}

/** A stream that somebody has read or decodes, or that is closed, never gives the body's bytes. */
function checkUnread(message: IncomingMessage): void {
  if (message.httpVersionMajor !== 1) {
    throw new GateError('InvalidRequest', 'expected a body over HTTP/1.1, found another version');
  }
  if (message.readableDidRead || message.readableEncoding !== null) {
    const fix = 'mount the gate before anything that reads bodies, such as `express.json()`';
    throw new GateError(
      'InvalidRequest',
      `the request body was read before it was verified: ${fix}`,
    );
  }
  if (message.destroyed) throw cutShort();
}

function tooLarge(maxBytes: number): GateError {
  return new GateError('RequestEntityTooLarge', `the request body is over ${maxBytes} bytes`);
}
