// Wildcards, matched by loops: no regular expression, no recursion, no going back.

const STAR = 42;
const QUESTION = 63;

/**
 * Whether the whole of `text` matches `glob`, in which `*` is any run of characters and `?` any
 * one; case counts. What stands before the first `*` is at the start and what stands after the last
 * at the end; what is between two of them is taken where it is found first, which leaves most for
 * the rest.
 */
export function matchGlob(glob: string, text: string): boolean {
  let first = 0;
  for (; first < glob.length && glob.charCodeAt(first) !== STAR; first += 1) {
    if (!fitsAt(glob, first, text, first)) return false;
  }
  if (first === glob.length) return first === text.length;

  let last = glob.length - 1;
  let end = text.length;
  for (; glob.charCodeAt(last) !== STAR; last -= 1) {
    end -= 1;
    if (end < first || !fitsAt(glob, last, text, end)) return false;
  }

  let from = first;
  for (let star = first; star < last; ) {
    let next = star + 1;
    while (glob.charCodeAt(next) !== STAR) next += 1;
    const found = findRun(glob, star + 1, next, text, from);
    from = found + next - star - 1;
    if (found === -1 || from > end) return false;
    star = next;
  }
  return true;
}

/** Whether the character of the pattern at `at`, no `*`, takes that of the text at `inText`. */
function fitsAt(glob: string, at: number, text: string, inText: number): boolean {
  const code = glob.charCodeAt(at);
  return code === text.charCodeAt(inText) || (code === QUESTION && inText < text.length);
}

/** Runs up to this are compared in place, which leaves nothing behind; longer ones are worth a slice. */
const SHORT = 32;

/** Where in `text`, from `from` on, the pattern from `start` to `end`, without `*`, first fits, or -1. */
function findRun(glob: string, start: number, end: number, text: string, from: number): number {
  const length = end - start;
  if (length > SHORT) {
    const run = glob.slice(start, end);
    if (!run.includes('?')) return text.indexOf(run, from);
  }
  for (let found = from; found + length <= text.length; found += 1) {
    let at = 0;
    while (at < length && fitsAt(glob, start + at, text, found + at)) at += 1;
    if (at === length) return found;
  }
  return -1;
}
