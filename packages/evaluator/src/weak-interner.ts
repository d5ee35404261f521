// Equal things made once and shared for as long as somebody holds them.

/** Makes values by key; while a value is in use, its key gives the same one again. */
export class WeakInterner<Value extends object> {
  readonly #values = new Map<string, WeakRef<Value>>();
  readonly #registry = new FinalizationRegistry<string>((key) => {
    if (this.#values.get(key)?.deref() === undefined) this.#values.delete(key);
  });

  /** The value for `key`, made by `make` when there is none in use. */
  get(key: string, make: () => Value): Value {
    const known = this.#values.get(key)?.deref();
    if (known !== undefined) return known;
    const value = make();
    this.#values.set(key, new WeakRef(value));
    this.#registry.register(value, key);
    return value;
  }
}
