// Wildcards, matched by a loop: no regular expression, no recursion, no exponential case.

/** A character code, or one of the wildcards below. */
export type GlobCode = number;

/** `*`: any run of characters. */
export const ANY_STRING = -1;
/** `?`: one character. */
export const ANY_CHARACTER = -2;
/** `*` inside one segment of an ARN: any run of characters without a colon. */
export const ANY_STRING_IN_SEGMENT = -3;
/** `?` inside one segment of an ARN: one character that is no colon. */
export const ANY_CHARACTER_IN_SEGMENT = -4;

/** A pattern flattened to codes, one for each character and wildcard. */
export type Glob = readonly GlobCode[];

const COLON = 58;

/** Whether the whole of `text` matches `glob`; case counts. */
export function matchGlob(glob: Glob, text: string): boolean {
  return glob.includes(ANY_STRING_IN_SEGMENT) ? matchSegmented(glob, text) : matchPlain(glob, text);
}

/** Two pointers and one mark: on a mismatch, only the last `*` needs to take one character more. */
function matchPlain(glob: Glob, text: string): boolean {
  let at = 0;
  let inText = 0;
  let star = -1;
  let resume = 0;
  while (inText < text.length) {
    const code = glob[at];
    if (code === ANY_STRING) {
      star = at;
      at += 1;
      resume = inText;
    } else if (code !== undefined && matchCode(code, text.charCodeAt(inText))) {
      at += 1;
      inText += 1;
    } else if (star !== -1) {
      resume += 1;
      inText = resume;
      at = star + 1;
    } else {
      return false;
    }
  }
  while (glob[at] === ANY_STRING) at += 1;
  return at === glob.length;
}

/**
 * Every reachable place in the text at once, since a `*` that stops at a colon may fail where an
 * earlier `*` could have taken more.
 */
function matchSegmented(glob: Glob, text: string): boolean {
  let reached = new Uint8Array(text.length + 1);
  reached[0] = 1;
  for (const code of glob) {
    const next = new Uint8Array(text.length + 1);
    const run = code === ANY_STRING || code === ANY_STRING_IN_SEGMENT;
    for (let place = 0; place <= text.length; place += 1) {
      const before = place - 1;
      if (run && reached[place] === 1) next[place] = 1;
      if (before < 0) continue;
      const from = run ? next[before] : reached[before];
      if (from === 1 && matchCode(code, text.charCodeAt(before))) next[place] = 1;
    }
    reached = next;
  }
  return reached[text.length] === 1;
}

function matchCode(code: GlobCode, character: number): boolean {
  if (code >= 0) return code === character;
  return code === ANY_STRING || code === ANY_CHARACTER || character !== COLON;
}
