// The text of a policy as a pattern: literal runs, wildcards and policy variables.
import type { IssueCode } from './issue.js';

/** One part of a pattern. */
export type PatternPart =
  | { readonly kind: 'literal'; readonly text: string }
  /** `*`: any run of characters, also none. */
  | { readonly kind: 'anyString' }
  /** `?`: exactly one character. */
  | { readonly kind: 'anyCharacter' }
  /** `${key}` or `${key, 'default'}`; its value is literal text, wildcards in it are not wildcards. */
  | { readonly kind: 'variable'; readonly key: string; readonly defaultValue: string | undefined };

/** A pattern; two literal parts never stand side by side. */
export type Pattern = readonly PatternPart[];

/** What counts as special in the text of a pattern. */
export interface PatternSyntax {
  /** `*` and `?` are wildcards. */
  readonly wildcards: boolean;
  /** `${…}` is a policy variable, and `${*}`, `${?}`, `${$}` stand for the character itself. */
  readonly variables: boolean;
}

/** Why a text makes no pattern. */
export interface PatternFault {
  readonly ok: false;
  readonly code: IssueCode;
  readonly message: string;
}

/**
 * Parses the text of a pattern (IAM User Guide, "IAM policy elements: Variables and tags").
 * Variables do not nest, and the value of one is never read as a pattern again.
 */
export function parsePattern(
  text: string,
  syntax: PatternSyntax,
): { readonly ok: true; readonly value: Pattern } | PatternFault {
  const parts: PatternPart[] = [];
  // Literal text is taken in runs: character by character V8 would keep a tree of strings.
  let literal = '';
  let runStart = 0;
  const endRun = (at: number, next: number): void => {
    literal += text.slice(runStart, at);
    runStart = next;
  };
  const add = (part: PatternPart): void => {
    if (literal !== '') parts.push({ kind: 'literal', text: literal });
    literal = '';
    parts.push(part);
  };
  for (let at = nextSpecial(text, 0); at < text.length; at = nextSpecial(text, at)) {
    const wildcard = syntax.wildcards ? WILDCARDS.get(text.charAt(at)) : undefined;
    if (wildcard !== undefined) {
      endRun(at, at + 1);
      add(wildcard);
      at += 1;
    } else if (syntax.variables && text.startsWith('${', at)) {
      const variable = readVariable(text, at);
      if (!variable.ok) return variable;
      endRun(at, variable.end);
      if (variable.part.kind === 'literal') literal += variable.part.text;
      else add(variable.part);
      at = variable.end;
    } else {
      at += 1;
    }
  }
  endRun(text.length, text.length);
  if (literal !== '') parts.push({ kind: 'literal', text: literal });
  return { ok: true, value: parts };
}

/** Where the next character stands that can be special, or the end of the text. */
function nextSpecial(text: string, from: number): number {
  SPECIAL.lastIndex = from;
  return SPECIAL.exec(text)?.index ?? text.length;
}

const SPECIAL = /[*?$]/g;

const WILDCARDS: ReadonlyMap<string, PatternPart> = new Map<string, PatternPart>([
  ['*', { kind: 'anyString' }],
  ['?', { kind: 'anyCharacter' }],
]);

type ReadVariable =
  | { readonly ok: true; readonly part: PatternPart; readonly end: number }
  | PatternFault;

function readVariable(text: string, start: number): ReadVariable {
  const special = text.charAt(start + 2);
  if ('*?$'.includes(special) && text.charAt(start + 3) === '}') {
    return { ok: true, part: { kind: 'literal', text: special }, end: start + 4 };
  }
  const close = text.indexOf('}', start);
  if (close === -1) return fault('MISSING_BRACE_IN_VARIABLE', text, 'has no closing brace');
  const key = text.slice(start + 2, close);
  if (key.includes(',')) return readDefault(text, start, text.indexOf(',', start));
  return variable(text, key, undefined, close + 1);
}

function readDefault(text: string, start: number, comma: number): ReadVariable {
  const key = text.slice(start + 2, comma);
  let open = comma + 1;
  while (text.charAt(open) === ' ') open += 1;
  const close = text.indexOf("'", open + 1);
  if (text.charAt(open) !== "'" || close === -1) {
    return fault('MISSING_QUOTE_IN_VARIABLE', text, 'needs single quotes around its default');
  }
  if (text.charAt(close + 1) !== '}') {
    return fault('MISSING_BRACE_IN_VARIABLE', text, 'has no brace after its default');
  }
  return variable(text, key, text.slice(open + 1, close), close + 2);
}

function variable(
  text: string,
  key: string,
  defaultValue: string | undefined,
  end: number,
): ReadVariable {
  if (key === '') return fault('EMPTY_VARIABLE', text, 'names no condition key');
  if (key.includes('${')) return fault('MISSING_BRACE_IN_VARIABLE', text, 'has no closing brace');
  if (key.startsWith(' ') || key.endsWith(' ')) {
    return fault('UNSUPPORTED_SPACE_IN_VARIABLE', text, 'has a space around its condition key');
  }
  return { ok: true, part: { kind: 'variable', key, defaultValue }, end };
}

function fault(code: IssueCode, text: string, what: string): PatternFault {
  return { ok: false, code, message: `the policy variable in \`${text}\` ${what}` };
}
