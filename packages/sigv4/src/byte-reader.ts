// Bytes as they arrive, read by lines and lengths.
import { SignatureError } from './errors.js';

const empty = new Uint8Array();

/** Reads a body that comes in pieces of any size; holds back no more than one of them. */
export class ByteReader {
  readonly #pieces: AsyncIterator<Uint8Array>;
  #rest: Uint8Array = empty;

  constructor(bytes: AsyncIterable<Uint8Array>) {
    this.#pieces = bytes[Symbol.asyncIterator]();
  }

  /**
   * The text up to the next CRLF, which is read too. Throws InvalidRequest for a line that is
   * longer than that or is not ASCII, IncompleteBody for an end before it.
   */
  async line(maxLength: number): Promise<string> {
    let text = '';
    while (true) {
      const code = await this.#byte();
      if (code === 0x0d) break;
      if (text.length >= maxLength || code < 0x20 || code > 0x7e) {
        throw malformed(`a line of at most ${maxLength} visible characters`);
      }
      text += String.fromCharCode(code);
    }
    if ((await this.#byte()) !== 0x0a) throw malformed('a line that ends in CR and LF');
    return text;
  }

  /** Exactly that many bytes, in pieces as they come. Throws IncompleteBody for an earlier end. */
  async *bytes(length: number): AsyncGenerator<Uint8Array, void> {
    for (let missing = length; missing > 0; ) {
      if (!(await this.#fill())) throw incomplete();
      const piece = this.#rest.subarray(0, missing);
      this.#rest = this.#rest.subarray(piece.length);
      missing -= piece.length;
      yield piece;
    }
  }

  /** Throws InvalidRequest where more follows. */
  async end(): Promise<void> {
    if (await this.#fill()) throw malformed('the body to end after its last chunk');
  }

  /** Tells the source that no more is wanted, as a `for await` that is left does. */
  async close(): Promise<void> {
    await this.#pieces.return?.();
  }

  async #byte(): Promise<number> {
    if (this.#rest.length === 0 && !(await this.#fill())) throw incomplete();
    const [code] = this.#rest;
    this.#rest = this.#rest.subarray(1);
    return code as number;
  }

  async #fill(): Promise<boolean> {
    while (this.#rest.length === 0) {
      const { done, value } = await this.#pieces.next();
      if (done) return false;
      this.#rest = value;
    }
    return true;
  }
}

function malformed(expected: string): SignatureError {
  return new SignatureError(
    'InvalidRequest',
    `expected ${expected} in the chunked body, found something else`,
  );
}

function incomplete(): SignatureError {
  return new SignatureError(
    'IncompleteBody',
    'expected the chunked body to go on to its last chunk, found its end',
  );
}
