// A pattern with its policy variables filled in for one request.
import type { Pattern, PatternPart } from '@ostiary/policy';
import {
  ANY_CHARACTER,
  ANY_CHARACTER_IN_SEGMENT,
  ANY_STRING,
  ANY_STRING_IN_SEGMENT,
  type Glob,
  type GlobCode,
} from './glob.js';
import type { RequestContext } from './request-context.js';

/**
 * A pattern waiting for its variables. Undefined means that one of them has no single value in the
 * context and no default, so the pattern matches nothing.
 */
export type Template = (context: RequestContext) => Glob | undefined;

/** How the text of a pattern counts. */
export interface TemplateOptions {
  /** Makes all text lower case; the text to be matched must be too. */
  readonly ignoreCase?: boolean;
  /**
   * In the first five parts of an ARN a wildcard stays in its part, unless it is a `*` that ends
   * the part (IAM User Guide, "IAM JSON policy elements: Resource").
   */
  readonly arnSegments?: boolean;
}

/** Compiles a pattern; without variables it is filled in once and for all. */
export function compileTemplate(pattern: Pattern, options: TemplateOptions = {}): Template {
  if (!pattern.some(({ kind }) => kind === 'variable')) {
    const glob = fill(pattern, options, () => undefined);
    return () => glob;
  }
  return (context) => fill(pattern, options, (key) => findSingleValue(context, key));
}

/** The value that a variable stands for: only a key with exactly one value has one. */
function findSingleValue(context: RequestContext, key: string): string | undefined | null {
  const values = context.get(key.toLowerCase());
  if (values === undefined) return undefined;
  return values.length === 1 ? values[0] : null;
}

function fill(
  pattern: Pattern,
  { ignoreCase = false, arnSegments = false }: TemplateOptions,
  lookUp: (key: string) => string | undefined | null,
): Glob | undefined {
  const codes: GlobCode[] = [];
  let colons = 0;
  for (const [index, part] of pattern.entries()) {
    const found = textOf(part, lookUp);
    if (found === undefined) return undefined;
    if (found === null) {
      codes.push(wildcardCode(part, arnSegments && colons < 5 && !endsSegment(pattern, index)));
      continue;
    }
    const text = ignoreCase ? found.toLowerCase() : found;
    for (let at = 0; at < text.length; at += 1) codes.push(text.charCodeAt(at));
    if (part.kind === 'literal') colons += text.split(':').length - 1;
  }
  return codes;
}

/** The text of a literal or a variable; null for a wildcard, undefined where a value is missing. */
function textOf(
  part: PatternPart,
  lookUp: (key: string) => string | undefined | null,
): string | undefined | null {
  if (part.kind === 'literal') return part.text;
  if (part.kind !== 'variable') return null;
  const value = lookUp(part.key);
  return value === null ? undefined : (value ?? part.defaultValue);
}

function endsSegment(pattern: Pattern, index: number): boolean {
  const next = pattern[index + 1];
  if (pattern[index]?.kind !== 'anyString') return false;
  return next === undefined || (next.kind === 'literal' && next.text.startsWith(':'));
}

function wildcardCode(part: PatternPart, inSegment: boolean): GlobCode {
  if (part.kind === 'anyString') return inSegment ? ANY_STRING_IN_SEGMENT : ANY_STRING;
  return inSegment ? ANY_CHARACTER_IN_SEGMENT : ANY_CHARACTER;
}
