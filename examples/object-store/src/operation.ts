// What an operation is given, and what it answers.
import type { IncomingMessage } from 'node:http';
import type { MultipartUploads } from './multipart-uploads.js';
import type { ObjectStore } from './object-store.js';
import { S3Error } from './s3-error.js';

/** A request that passed the gate, by what the gate decided on. */
export interface Call {
  readonly store: ObjectStore;
  readonly uploads: MultipartUploads;
  readonly request: IncomingMessage;
  /** Empty where the route has none. */
  readonly bucket: string;
  readonly key: string;
  readonly query: URLSearchParams;
  /** Of an upload form: the fields that its policy covers, by lower-case name. */
  readonly form?: ReadonlyMap<string, string>;
}

export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string | number>>;
  readonly body?: string | AsyncIterable<Uint8Array>;
}

export type Operation = (call: Call) => Answer | Promise<Answer>;

/**
 * A query parameter, which the policies may have decided on: it counts once, or not at all.
 *
 * @throws S3Error `InvalidArgument` when it is there twice
 */
export function readParameter(query: URLSearchParams, name: string): string | undefined {
  const [first, another] = query.getAll(name);
  if (another === undefined) return first;
  throw new S3Error('InvalidArgument', `expected the parameter ${name} once, found it twice`);
}

/** The query of a request target, from its first question mark on, as the gate has it. */
export function readQuery(target = ''): URLSearchParams {
  const mark = target.indexOf('?');
  return new URLSearchParams(mark === -1 ? '' : target.slice(mark + 1));
}

/**
 * A body that was verified before the operation ran, as text.
 *
 * @throws S3Error `MalformedXML` when it is no UTF-8
 */
export async function readText(request: IncomingMessage): Promise<string> {
  const pieces: Uint8Array[] = [];
  for await (const piece of request) pieces.push(piece);
  return decodeText(Buffer.concat(pieces));
}

/** @throws S3Error `MalformedXML` when the bytes are no UTF-8 */
export function decodeText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new S3Error('MalformedXML', 'the body is no UTF-8', { cause });
  }
}
