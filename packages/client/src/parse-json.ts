// JSON from others.

/** The value of a JSON text; undefined when it is none, whose parser's message would repeat it. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
