// A text with wildcards and policy variables, in the cheapest form that can be matched in place.
import { type Pattern, type PatternPart, parsePattern } from '@ostiary/policy';
import { matchGlob } from './glob.js';
import type { RequestContext } from './request-context.js';
import { keepToSegments, matchTemplate, type Template } from './template.js';
import { WeakInterner } from './weak-interner.js';

/** How the text of a pattern counts. */
export interface TextPatternRule {
  /** `*` and `?` are wildcards. */
  readonly wildcards: boolean;
  /** `${…}` is a policy variable. */
  readonly variables: boolean;
  /**
   * In the first five parts of an ARN a wildcard stays in its part, unless it is a `*` that ends
   * the part (IAM User Guide, "IAM JSON policy elements: Resource").
   */
  readonly arnSegments?: boolean;
}

/**
 * A pattern. By far the most end in their only `*`: these are the text before it and nothing else,
 * for there can be 100,000 of them. Others need no more than text and what it counts as; only what
 * holds variables or escapes, or wildcards that keep to their part of an ARN, needs its parts.
 */
export type TextPattern = string | PlainPattern | PartedPattern;

/** `exact` is the text, `glob` has its wildcards. */
interface PlainPattern {
  readonly kind: 'any' | 'exact' | 'glob';
  readonly text: string;
}

interface PartedPattern {
  readonly kind: 'template';
  readonly parts: Template;
}

const ANY: PlainPattern = { kind: 'any', text: '*' };

/** Patterns in parts; whole fleets of users have the same few. */
const partedPatterns = new WeakInterner<Exclude<TextPattern, string>>();

/** Compiles a pattern, or undefined when the text makes none. */
export function compileTextPattern(text: string, rule: TextPatternRule): TextPattern | undefined {
  const keepsToSegments = rule.arnSegments === true && hasWildcardInSegment(text);
  if (keepsToSegments || (rule.variables && text.includes('${'))) {
    const pattern = parsePattern(text, rule);
    if (!pattern.ok) return undefined;
    const key = `${keepsToSegments} ${rule.wildcards} ${rule.variables} ${text}`;
    return partedPatterns.get(key, () =>
      keepsToSegments
        ? { kind: 'template', parts: keepToSegments(pattern.value.map(readyPart)) }
        : fromPattern(pattern.value),
    );
  }
  const wildcard = rule.wildcards ? text.search(/[*?]/) : -1;
  if (wildcard === -1) return textOnly('exact', text);
  if (text === '*') return ANY;
  const isPrefix = wildcard === text.length - 1 && text.endsWith('*');
  return isPrefix ? flatten(text.slice(0, -1)) : textOnly('glob', text);
}

/** The same for a pattern that is parsed already. */
export function fromPattern(pattern: Pattern): Exclude<TextPattern, string> {
  const [only] = pattern;
  if (only === undefined) return textOnly('exact', '');
  if (pattern.length === 1 && only.kind === 'literal') return textOnly('exact', only.text);
  if (pattern.length === 1 && only.kind === 'anyString') return ANY;
  return { kind: 'template', parts: pattern.map(readyPart) };
}

function textOnly(kind: PlainPattern['kind'], text: string): PlainPattern {
  return { kind, text: flatten(text) };
}

/**
 * The same text in one piece. What a JSON parser hands out is a slice of its source, and V8 takes
 * twice as long over each character of a slice; what joins two halves is a string of its own.
 */
function flatten(text: string): string {
  const half = text.length >>> 1;
  return [text.slice(0, half), text.slice(half)].join('');
}

/** Contexts hold their keys in lower case; literal text is made one piece. */
function readyPart(part: PatternPart): PatternPart {
  if (part.kind === 'literal') return { ...part, text: flatten(part.text) };
  return part.kind === 'variable' ? { ...part, key: part.key.toLowerCase() } : part;
}

/** Whether the whole of `candidate` matches; the context fills the variables. */
export function matchTextPattern(
  pattern: TextPattern,
  candidate: string,
  context: RequestContext,
): boolean {
  if (typeof pattern === 'string') return hasPrefix(candidate, pattern);
  switch (pattern.kind) {
    case 'any':
      return true;
    case 'exact':
      return candidate === pattern.text;
    case 'glob':
      return matchGlob(pattern.text, candidate);
    case 'template':
      return matchTemplate(pattern.parts, candidate, context);
  }
}

/**
 * One of the last characters first, where texts that share much differ; then the whole in one
 * comparison. `lastIndexOf` looks at the start alone when told so, in half the time of `startsWith`,
 * and leaves nothing behind as a slice would.
 */
function hasPrefix(candidate: string, text: string): boolean {
  const { length } = text;
  if (candidate.length < length) return false;
  const tell = length > 1 ? length - 2 : 0;
  return (
    candidate.charCodeAt(tell) === text.charCodeAt(tell) && candidate.lastIndexOf(text, 0) === 0
  );
}

/** Whether a wildcard stands in the first five parts of an ARN and is no `*` that ends its part. */
function hasWildcardInSegment(text: string): boolean {
  let colons = 0;
  for (let at = 0; at < text.length && colons < 5; at += 1) {
    const character = text.charAt(at);
    if (character === ':') colons += 1;
    if (character === '?') return true;
    if (character === '*' && at + 1 < text.length && text.charAt(at + 1) !== ':') return true;
  }
  return false;
}
