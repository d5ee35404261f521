// A request the way the gate sees it: as it came over the wire, before any framework touched it.

/** What is known of an HTTP request before its body is read, framework-free. */
export interface RequestHead {
  readonly method: string;
  /** The path of the request target, percent-encoded as received, without the query. */
  readonly path: string;
  /** The query as received, without `?`; empty when there is none. */
  readonly query: string;
  /** In the order received, with repeats. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** The address of the peer. */
  readonly remoteAddress: string;
  /** Whether the connection is TLS. */
  readonly isSecure: boolean;
}

/** A request as an adapter hands it in; its body is read only where a rule maps its route. */
export interface IncomingRequest extends RequestHead {
  /** The bytes of the body, none when there is none. They stay readable for the handler. */
  readonly readBody: () => Promise<Uint8Array>;
}

/** A request with its body. */
export interface ReceivedRequest extends RequestHead {
  readonly body: Uint8Array;
}

/** The value of a header that came exactly once, or undefined; `name` is in lower case. */
export function findHeader(request: RequestHead, name: string): string | undefined {
  const [value, another] = headerValues(request, name);
  return another === undefined ? value : undefined;
}

/** Every value of a header; `name` is in lower case. */
export function headerValues(request: RequestHead, name: string): readonly string[] {
  return request.headers.flatMap(([each, value]) => (each.toLowerCase() === name ? [value] : []));
}
