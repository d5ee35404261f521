// One condition key of a request and what it holds.

/** A condition key, in any case, and its value or values; with none it is absent. */
export type ContextEntry = readonly [key: string, value: string | readonly string[]];
