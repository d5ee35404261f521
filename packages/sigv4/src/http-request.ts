// The HTTP request as the signature sees it: raw, before any framework has decoded it.

/** One header line; the name in any case. */
export type HttpHeader = readonly [name: string, value: string];

/**
 * An HTTP request as it stands on the wire.
 *
 * INVARIANT: nothing here is decoded or normalised; the signature covers what was sent.
 */
export interface HttpRequest {
  readonly method: string;
  /** Raw and percent-encoded as on the request line, without the query; begins with `/`. */
  readonly path: string;
  /** Raw, without the `?`; empty when there is none. */
  readonly query: string;
  /**
   * In order and with repeats. Values are byte strings, one character a byte, as Node's
   * `rawHeaders` and `fetch` have them (RFC 9110, section 5.5).
   */
  readonly headers: readonly HttpHeader[];
  /** The whole body; a string is sent as UTF-8. Absent is the same as empty. */
  readonly body?: Uint8Array | string;
}
