// A request the way the gate sees it: as it came over the wire, before any framework touched it.

/** What is known of an HTTP request before its body is read, framework-free. */
export interface RequestHead {
  readonly method: string;
  /** The path of the request target, percent-encoded as received, without the query. */
  readonly path: string;
  /** The path that the caller signed, where a trusted proxy has taken a prefix off it. */
  readonly signedPath?: string;
  /** The query as received, without `?`; empty when there is none. */
  readonly query: string;
  /** In the order received, with repeats. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** The address of the peer, or of the caller for whom a trusted proxy asks; empty when unknown. */
  readonly remoteAddress: string;
  /** Whether the caller's connection is TLS. */
  readonly isSecure: boolean;
}

/** Gives a body out of the bytes received, and throws rather than end where it is another one. */
export type OpenBody = (bytes: AsyncIterable<Uint8Array>) => AsyncIterable<Uint8Array>;

/** A request as an adapter hands it in; its body is read only where a rule maps its route. */
export interface IncomingRequest extends RequestHead {
  /** The bytes of the body as received, none when there is none. They stay readable for the handler. */
  readonly readBody: () => Uint8Array | Promise<Uint8Array>;
  /**
   * Puts another body in the place of the one that `readBody` gave: the same without the framing of
   * its chunks. An adapter without it takes no bodies in chunks.
   */
  readonly replaceBody?: (body: Uint8Array) => void;
  /**
   * Puts a stream in the place of a body that is still to come, so that the handler reads what `open`
   * gives; false when all of it has arrived. An adapter without it reads bodies as a whole.
   */
  readonly streamBody?: (open: OpenBody) => boolean;
  /** Makes the headers those of another body. */
  readonly describeBody?: (description: BodyDescription) => void;
}

/** What headers say of a body. */
export interface BodyDescription {
  readonly contentType: string;
  /** In bytes; undefined where it is not known. */
  readonly length: number | undefined;
}

/** A request and its body. */
export interface ReceivedRequest extends RequestHead {
  /** Verified; undefined where it is not read before the decision. */
  readonly body: Uint8Array | undefined;
  /** The fields of an upload form that its policy covers, by lower-case name. */
  readonly form?: ReadonlyMap<string, string> | undefined;
}

/** The request with what was read of its body. Member by member: a spread costs more than all of it. */
export function receivedRequest(
  { method, path, signedPath, query, headers, remoteAddress, isSecure }: RequestHead,
  body: Uint8Array | undefined,
  form: ReceivedRequest['form'],
): ReceivedRequest {
  const received = { method, path, query, headers, remoteAddress, isSecure, body, form };
  return signedPath === undefined ? received : { ...received, signedPath };
}

/** The value of a header that came exactly once, or undefined; `name` is in lower case. */
export function findHeader(request: RequestHead, name: string): string | undefined {
  const [value, another] = headerValues(request, name);
  return another === undefined ? value : undefined;
}

/** Every value of a header; `name` is in lower case. */
export function headerValues(request: RequestHead, name: string): readonly string[] {
  const values: string[] = [];
  for (const header of request.headers) {
    if (header[0].length === name.length && header[0].toLowerCase() === name) {
      values.push(header[1]);
    }
  }
  return values;
}
