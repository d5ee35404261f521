// A pattern in parts, matched in place: nothing is filled in or put together.
import type { Pattern, PatternPart } from '@ostiary/policy';
import { findVariable } from './policy-variable.js';
import type { RequestContext } from './request-context.js';

/** A part of a template: that of a pattern, or a wildcard that stays inside a part of an ARN. */
export type TemplatePart =
  | PatternPart
  /** `*` that takes no colon. */
  | { readonly kind: 'stringInSegment' }
  /** `?` that takes no colon. */
  | { readonly kind: 'characterInSegment' };

/** Literal text, wildcards and policy variables. */
export type Template = readonly TemplatePart[];

const COLON = 58;
const FIRST_PARTS = 5;

/**
 * The template of an ARN pattern: in the first five parts a wildcard takes no colon, unless it is a
 * `*` that ends its part.
 */
export function keepToSegments(pattern: Pattern): Template {
  let colons = 0;
  return pattern.map((part, index) => {
    if (part.kind === 'literal') colons += part.text.split(':').length - 1;
    if (colons >= FIRST_PARTS) return part;
    if (part.kind === 'anyCharacter') return { kind: 'characterInSegment' };
    const endsPart = startsWithColon(pattern[index + 1]);
    return part.kind === 'anyString' && !endsPart ? { kind: 'stringInSegment' } : part;
  });
}

/** The end of the pattern ends the part as well. */
function startsWithColon(part: PatternPart | undefined): boolean {
  return part === undefined || (part.kind === 'literal' && part.text.startsWith(':'));
}

/**
 * Whether the whole of `text` matches. The value of a variable is literal text, its wildcards are
 * none; one without a value matches nothing.
 *
 * Two marks are enough: on a mismatch the last `*` takes one character more, first the one that is
 * kept to its segment, since an earlier one could only leave less to what follows, and no other
 * can get past the colon that stops it.
 */
export function matchTemplate(template: Template, text: string, context: RequestContext): boolean {
  let at = 0;
  let inText = 0;
  let star = NONE;
  let resume = 0;
  let segmentStar = NONE;
  let segmentResume = 0;
  while (true) {
    const part = template[at];
    if (part === undefined && inText === text.length) return true;
    if (part?.kind === 'anyString') {
      star = at;
      resume = inText;
      segmentStar = NONE;
      at += 1;
      continue;
    }
    if (part?.kind === 'stringInSegment') {
      segmentStar = at;
      segmentResume = inText;
      at += 1;
      continue;
    }
    const end = part === undefined ? NONE : matchPart(part, text, inText, context);
    if (end !== NONE) {
      at += 1;
      inText = end;
    } else if (segmentStar !== NONE && isInSegment(text, segmentResume)) {
      segmentResume += 1;
      inText = segmentResume;
      at = segmentStar + 1;
    } else if (star !== NONE && resume < text.length) {
      resume += 1;
      inText = resume;
      at = star + 1;
      segmentStar = NONE;
    } else {
      return false;
    }
  }
}

/** Whether every variable of a template stands for something. */
export function hasValues(template: Template, context: RequestContext): boolean {
  return template.every(
    (part) => part.kind !== 'variable' || findVariable(part, context) !== undefined,
  );
}

/** No place in a text or template. */
const NONE = -1;

function isInSegment(text: string, at: number): boolean {
  return at < text.length && text.charCodeAt(at) !== COLON;
}

/** Where in `text` the part ends that starts at `start`, or {@link NONE}. */
function matchPart(
  part: Exclude<TemplatePart, { readonly kind: 'anyString' | 'stringInSegment' }>,
  text: string,
  start: number,
  context: RequestContext,
): number {
  switch (part.kind) {
    case 'anyCharacter':
      return start < text.length ? start + 1 : NONE;
    case 'characterInSegment':
      return isInSegment(text, start) ? start + 1 : NONE;
    case 'literal':
      return matchLiteral(part.text, text, start);
    case 'variable': {
      const value = findVariable(part, context);
      return value === undefined ? NONE : matchLiteral(value, text, start);
    }
  }
}

function matchLiteral(literal: string, text: string, start: number): number {
  if (start + literal.length > text.length) return NONE;
  for (let at = 0; at < literal.length; at += 1) {
    if (literal.charCodeAt(at) !== text.charCodeAt(start + at)) return NONE;
  }
  return start + literal.length;
}
