// The body of a request on its way from the wire to the handler.
import type { Proof } from './authenticator.js';
import { GateError } from './errors.js';
import { headerValues, type IncomingRequest, type RequestHead } from './incoming-request.js';

/** A body that is read once. */
export interface RequestBody {
  /** The verified bytes. */
  readonly whole: () => Promise<Uint8Array>;
  /** Leaves a verified body for the handler: the bytes, or where it may be a stream of them. */
  readonly deliver: (mode: 'whole' | 'stream') => Promise<void>;
}

/** The body of a request, verified by its proof; `maxBytes` is what is read before a handler runs. */
export function requestBody(
  incoming: IncomingRequest,
  { openBody, openWholeBody }: Proof,
  maxBytes: number,
): RequestBody {
  let read: Promise<Uint8Array> | undefined;
  const readWhole = async (): Promise<Uint8Array> => {
    const received = await incoming.readBody();
    const body = await openWholeBody(received);
    if (body === received) return body;
    if (incoming.replaceBody === undefined) {
      throw new GateError('InvalidRequest', 'a body in chunks is not accepted here');
    }
    incoming.replaceBody(body);
    return body;
  };
  const whole = (): Promise<Uint8Array> => {
    read ??= readWhole();
    return read;
  };
  return {
    whole,
    deliver: async (mode) => {
      const streams = mode === 'stream' && read === undefined && !isSmall(incoming, maxBytes);
      if (!(streams && incoming.streamBody?.(openBody))) await whole();
    },
  };
}

/** Framing of chunks as small as S3 takes them, 8 KiB, and of the last one. */
const FRAMING = 1.02;
const LAST_CHUNK_BYTES = 1_024;

/** Whether a body is known to be so small that it can be verified before its handler runs. */
function isSmall(head: RequestHead, maxBytes: number): boolean {
  const length = headerValues(head, 'content-length')[0];
  if (length !== undefined) return Number(length) <= maxBytes;
  const decoded = headerValues(head, 'x-amz-decoded-content-length')[0];
  if (decoded !== undefined) return Number(decoded) * FRAMING + LAST_CHUNK_BYTES <= maxBytes;
  return headerValues(head, 'transfer-encoding').length === 0;
}
