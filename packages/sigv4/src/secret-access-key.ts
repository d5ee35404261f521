// The secret half of an access key, wrapped so that printing it shows nothing.

const shown = '[secret]';

/**
 * A secret access key that prints as `[secret]` in `String()`, JSON and Node's `console.log`.
 * `reveal` is the only way to the text.
 */
export class SecretAccessKey {
  readonly #text: string;

  constructor(text: string) {
    if (typeof text !== 'string' || text === '') {
      throw new TypeError('expected a secret access key, found nothing');
    }
    this.#text = text;
    // What Node's util.inspect calls; a symbol by name, so nothing of Node is imported.
    Object.defineProperty(this, Symbol.for('nodejs.util.inspect.custom'), { value: () => shown });
  }

  /** The secret itself, for signing. */
  reveal(): string {
    return this.#text;
  }

  /** What string conversion prints: `[secret]`. */
  toString(): string {
    return shown;
  }

  /** What JSON prints: `[secret]`. */
  toJSON(): string {
    return shown;
  }
}
