// Wildcards, matched by a loop: no regular expression, no recursion, no exponential case.

const STAR = 42;
const QUESTION = 63;

/**
 * Whether the whole of `text` matches `glob`, in which `*` is any run of characters and `?` any
 * one; case counts. Two pointers and one mark: on a mismatch, only the last `*` needs to take more,
 * up to where the text goes on as the pattern does.
 */
export function matchGlob(glob: string, text: string): boolean {
  let at = 0;
  let inText = 0;
  let star = -1;
  let resume = 0;
  while (inText < text.length) {
    const code = at < glob.length ? glob.charCodeAt(at) : -1;
    if (code === STAR) {
      if (at === glob.length - 1) return true;
      star = at;
      at += 1;
      resume = inText;
    } else if (code === QUESTION || code === text.charCodeAt(inText)) {
      at += 1;
      inText += 1;
    } else if (star !== -1) {
      resume = findNext(glob, star + 1, text, resume + 1);
      if (resume === -1) return false;
      inText = resume;
      at = star + 1;
    } else {
      return false;
    }
  }
  while (at < glob.length && glob.charCodeAt(at) === STAR) at += 1;
  return at === glob.length;
}

/** Where in `text`, from `from` on, the character stands that the pattern has at `at`, or -1. */
function findNext(glob: string, at: number, text: string, from: number): number {
  return glob.charCodeAt(at) === QUESTION ? from : text.indexOf(glob.charAt(at), from);
}
