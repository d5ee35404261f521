// A stream of bytes as lines of text, none longer than can be held.

/** A line, or why there is none to read. */
export type Line =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'tooLong' }
  | { readonly kind: 'notUtf8' };

/**
 * The lines of a stream, as many at a time as a chunk of it ended. Of a line longer than
 * `maxBytes` nothing is kept.
 */
export async function* readLines(
  input: AsyncIterable<Uint8Array>,
  maxBytes: number,
): AsyncGenerator<readonly Line[]> {
  const open = new OpenLine(maxBytes);
  for await (const chunk of input) {
    const lines: Line[] = [];
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
      open.add(chunk.subarray(start, end));
      lines.push(open.end());
      start = end + 1;
    }
    open.add(chunk.subarray(start));
    if (lines.length > 0) yield lines;
  }
  // What ends without a newline is a line too; what follows the last newline is not.
  if (!open.isEmpty) yield [open.end()];
}

const NEWLINE = 10;

/** The line that is being read. */
class OpenLine {
  readonly #maxBytes: number;
  /** Also takes a byte order mark off. */
  readonly #decoder = new TextDecoder('utf-8', { fatal: true });
  #parts: Uint8Array[] = [];
  #length = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  get isEmpty(): boolean {
    return this.#length === 0;
  }

  add(part: Uint8Array): void {
    this.#length += part.length;
    if (this.#length > this.#maxBytes) this.#parts = [];
    else if (part.length > 0) this.#parts.push(part);
  }

  end(): Line {
    const [parts, length] = [this.#parts, this.#length];
    this.#parts = [];
    this.#length = 0;
    if (length > this.#maxBytes) return { kind: 'tooLong' };
    return this.#decode(parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts));
  }

  #decode(bytes: Uint8Array): Line {
    try {
      return { kind: 'text', text: this.#decoder.decode(bytes) };
    } catch {
      return { kind: 'notUtf8' };
    }
  }
}
