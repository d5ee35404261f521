// Bytes that arrive when they like, for a reader who takes them when it likes.

/** How much is held for the reader before the sender is asked to wait. */
const MAX_HELD_BYTES = 65_536;

/** A queue of pieces between a sender that is called back and one reader. */
export class ArrivingBytes implements AsyncIterable<Uint8Array> {
  readonly #askForMore: () => void;
  #pieces: Uint8Array[] = [];
  #held = 0;
  #state: 'open' | 'ended' | 'discarding' = 'open';
  #failure: Error | undefined;
  #wake: (() => void) | undefined;

  /** @param askForMore - called when a sender that was asked to wait may go on */
  constructor(askForMore: () => void) {
    this.#askForMore = askForMore;
  }

  /** Takes a piece; false asks the sender to wait. */
  add(piece: Uint8Array): boolean {
    if (this.#state === 'discarding') return true;
    this.#pieces.push(piece);
    this.#held += piece.length;
    this.#wake?.();
    return this.#held < MAX_HELD_BYTES;
  }

  /** There will be no more. */
  end(): void {
    if (this.#state === 'open') this.#state = 'ended';
    this.#wake?.();
  }

  /** There would be more, but it will not come. */
  fail(error: Error): void {
    this.#failure ??= error;
    this.#wake?.();
  }

  /** Nobody reads any more: what comes is dropped, so that the sender gets to its end. */
  discard(): void {
    this.#state = 'discarding';
    this.#pieces = [];
    this.#held = 0;
    this.#askForMore();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array, void> {
    while (true) {
      const piece = this.#pieces.shift();
      if (piece !== undefined) {
        this.#held -= piece.length;
        if (this.#state === 'open' && this.#pieces.length === 0) this.#askForMore();
        yield piece;
      } else if (this.#failure !== undefined) {
        throw this.#failure;
      } else if (this.#state !== 'open') {
        return;
      } else {
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
        this.#wake = undefined;
      }
    }
  }
}
