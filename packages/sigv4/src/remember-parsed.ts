// What was made of texts that come again, such as the credential of one caller all day.

/** How many texts are remembered, and how long the longest may be: a bound on what callers can fill. */
const maxTexts = 1_024;
const maxLength = 512;

/**
 * The same function with a bounded memory. It must be pure, and what it makes immutable: then nobody
 * can tell the two apart but by the time they take. What it throws is not remembered.
 */
export function rememberParsed<Parsed>(parse: (text: string) => Parsed): (text: string) => Parsed {
  let known = new Map<string, Parsed>();
  // The last one besides, since to compare two texts costs a fraction of looking one up.
  let lastText = '';
  let last: Parsed | undefined;
  return (text) => {
    if (last !== undefined && text === lastText) return last;
    const found = known.get(text);
    const parsed = found ?? parse(text);
    if (text.length > maxLength) return parsed;
    if (found === undefined) {
      if (known.size >= maxTexts) known = new Map();
      known.set(text, parsed);
    }
    lastText = text;
    last = parsed;
    return parsed;
  };
}
