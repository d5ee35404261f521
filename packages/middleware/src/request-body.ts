// The body of a request on its way from the wire to the handler.
import type { Proof } from './authenticator.js';
import { GateError } from './errors.js';
import { headerValues, type IncomingRequest, type RequestHead } from './incoming-request.js';

/** A body that is read once. */
export class RequestBody {
  readonly #incoming: IncomingRequest;
  readonly #proof: Proof;
  readonly #maxBytes: number;
  #read: Uint8Array | Promise<Uint8Array> | undefined;

  /** @param maxBytes - what is read before a handler runs */
  constructor(incoming: IncomingRequest, proof: Proof, maxBytes: number) {
    this.#incoming = incoming;
    this.#proof = proof;
    this.#maxBytes = maxBytes;
  }

  /** The bytes, verified by the proof; at once where they have arrived. */
  whole(): Uint8Array | Promise<Uint8Array> {
    this.#read ??= this.#readWhole();
    return this.#read;
  }

  /** Leaves a verified body for the handler: the bytes, or where it may be a stream of them. */
  deliver(mode: 'whole' | 'stream'): Promise<unknown> | undefined {
    if (this.#proof.form !== undefined) return this.#proof.form.deliver();
    const streams =
      mode === 'stream' && this.#read === undefined && !isSmall(this.#incoming, this.#maxBytes);
    if (streams && this.#incoming.streamBody?.(this.#proof.openBody)) return undefined;
    const body = this.whole();
    return body instanceof Promise ? body : undefined;
  }

  #readWhole(): Uint8Array | Promise<Uint8Array> {
    const received = this.#incoming.readBody();
    return received instanceof Uint8Array
      ? this.#open(received)
      : received.then((each) => this.#open(each));
  }

  #open(received: Uint8Array): Uint8Array | Promise<Uint8Array> {
    const body = this.#proof.openWholeBody(received);
    return body instanceof Uint8Array
      ? this.#replace(received, body)
      : body.then((each) => this.#replace(received, each));
  }

  #replace(received: Uint8Array, body: Uint8Array): Uint8Array {
    if (body === received) return body;
    if (this.#incoming.replaceBody === undefined) {
      throw new GateError('InvalidRequest', 'a body in chunks is not accepted here');
    }
    this.#incoming.replaceBody(body);
    return body;
  }
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
