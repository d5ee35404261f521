// A pattern with policy variables, matched in place: nothing is filled in or put together.
import type { Pattern, PatternPart } from '@ostiary/policy';
import { findVariable } from './policy-variable.js';
import type { RequestContext } from './request-context.js';

/**
 * Whether the whole of `text` matches. The value of a variable is literal text, its wildcards are
 * none; one without a value matches nothing. One mark is enough, as in `matchGlob`.
 */
export function matchTemplate(pattern: Pattern, text: string, context: RequestContext): boolean {
  let at = 0;
  let inText = 0;
  let star = -1;
  let resume = 0;
  while (true) {
    const part = pattern[at];
    if (part === undefined && inText === text.length) return true;
    if (part?.kind === 'anyString') {
      star = at;
      at += 1;
      resume = inText;
      continue;
    }
    const end = part === undefined ? NO_MATCH : matchPart(part, text, inText, context);
    if (end !== NO_MATCH) {
      at += 1;
      inText = end;
    } else if (star !== -1 && resume < text.length) {
      resume += 1;
      inText = resume;
      at = star + 1;
    } else {
      return false;
    }
  }
}

const NO_MATCH = -1;

/** Where in `text` the part ends that starts at `start`, or {@link NO_MATCH}. */
function matchPart(
  part: Exclude<PatternPart, { readonly kind: 'anyString' }>,
  text: string,
  start: number,
  context: RequestContext,
): number {
  if (part.kind === 'anyCharacter') return start < text.length ? start + 1 : NO_MATCH;
  if (part.kind === 'literal') return matchLiteral(part.text, text, start);
  const value = findVariable(part, context);
  return value === undefined ? NO_MATCH : matchLiteral(value, text, start);
}

function matchLiteral(literal: string, text: string, start: number): number {
  if (start + literal.length > text.length) return NO_MATCH;
  for (let at = 0; at < literal.length; at += 1) {
    if (literal.charCodeAt(at) !== text.charCodeAt(start + at)) return NO_MATCH;
  }
  return start + literal.length;
}
