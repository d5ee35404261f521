// ARN patterns with a wildcard that has to stay inside one of the first five parts.
import type { Pattern } from '@ostiary/policy';
import { findVariable } from './policy-variable.js';
import type { RequestContext } from './request-context.js';

/** One step of a pattern: a character code, or a wildcard and whether it may take a colon. */
interface Step {
  readonly code: number;
  readonly repeats: boolean;
  readonly crosses: boolean;
}

const COLON = 58;
const ANY = -1;
const FIRST_PARTS = 5;

/**
 * Whether the whole of `text` matches. Every reachable place in the text is kept at once, since a
 * wildcard that stops at a colon may fail where an earlier one could have taken more.
 */
export function matchSegments(pattern: Pattern, text: string, context: RequestContext): boolean {
  const steps = toSteps(pattern, context);
  if (steps === undefined) return false;
  let reached = new Uint8Array(text.length + 1);
  reached[0] = 1;
  for (const step of steps) {
    const next = step.repeats ? reached.slice() : new Uint8Array(text.length + 1);
    for (let end = 1; end <= text.length; end += 1) {
      const from = step.repeats ? next[end - 1] : reached[end - 1];
      if (from === 1 && takes(step, text.charCodeAt(end - 1))) next[end] = 1;
    }
    reached = next;
  }
  return reached[text.length] === 1;
}

function takes({ code, crosses }: Step, character: number): boolean {
  return code === ANY ? crosses || character !== COLON : code === character;
}

/** The pattern flattened; undefined when a variable has no value. */
function toSteps(pattern: Pattern, context: RequestContext): readonly Step[] | undefined {
  const steps: Step[] = [];
  let colons = 0;
  for (const [index, part] of pattern.entries()) {
    if (part.kind === 'anyString' || part.kind === 'anyCharacter') {
      const repeats = part.kind === 'anyString';
      const endsPart = repeats && startsWithColon(pattern[index + 1]);
      steps.push({ code: ANY, repeats, crosses: colons >= FIRST_PARTS || endsPart });
      continue;
    }
    const text = part.kind === 'literal' ? part.text : findVariable(part, context);
    if (text === undefined) return undefined;
    for (let at = 0; at < text.length; at += 1) {
      steps.push({ code: text.charCodeAt(at), repeats: false, crosses: false });
    }
    if (part.kind === 'literal') colons += text.split(':').length - 1;
  }
  return steps;
}

/** The end of the pattern ends the part as well. */
function startsWithColon(part: Pattern[number] | undefined): boolean {
  return part === undefined || (part.kind === 'literal' && part.text.startsWith(':'));
}
