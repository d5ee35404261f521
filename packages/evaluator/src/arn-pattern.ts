// ARN condition operators: six parts compared one by one, so that no wildcard crosses a colon.
import type { Pattern, PatternPart } from '@ostiary/policy';
import type { RequestContext } from './request-context.js';
import { fromPattern, matchTextPattern } from './text-pattern.js';

const ARN_PARTS = 6;

/**
 * Compiles the value of an ARN operator (IAM User Guide, "Amazon Resource Name (ARN) condition
 * operators"). The sixth part keeps the rest of the ARN; so does the last of a shorter pattern,
 * such as `*`. Case counts. Undefined for a text that no ARN can match.
 */
export function compileArnPattern(
  pattern: Pattern,
): ((arn: string, context: RequestContext) => boolean) | undefined {
  const patterns = splitPattern(pattern).map(fromPattern);
  if (patterns.length < ARN_PARTS && isLiteral(pattern.at(-1))) return undefined;
  return (arn, context) => {
    const parts = splitArn(arn, patterns.length);
    return (
      parts !== undefined &&
      patterns.every((each, index) => matchTextPattern(each, parts[index] as string, context))
    );
  };
}

function isLiteral(part: PatternPart | undefined): boolean {
  return part === undefined || part.kind === 'literal';
}

/** The pattern cut at the first five colons of its literal text. */
function splitPattern(pattern: Pattern): readonly Pattern[] {
  const parts: PatternPart[][] = [[]];
  for (const part of pattern) {
    if (part.kind !== 'literal') {
      parts.at(-1)?.push(part);
      continue;
    }
    splitText(part.text, ARN_PARTS - parts.length + 1).forEach((text, index) => {
      if (index > 0) parts.push([]);
      if (text !== '') parts.at(-1)?.push({ kind: 'literal', text });
    });
  }
  return parts;
}

/** The first `count` parts of an ARN, the last with all that follows; undefined when it is none. */
function splitArn(text: string, count: number): readonly string[] | undefined {
  const parts = splitText(text, ARN_PARTS);
  if (parts.length < ARN_PARTS || parts[0] !== 'arn') return undefined;
  return splitText(text, count);
}

/** Splits at colons into at most `count` parts; the last keeps its colons. */
function splitText(text: string, count: number): readonly string[] {
  const parts = text.split(':');
  return parts.length <= count
    ? parts
    : [...parts.slice(0, count - 1), parts.slice(count - 1).join(':')];
}
