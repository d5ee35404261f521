// What is wrong with a JSON text that cannot be read, and where.
import {
  createScanner,
  type JSONVisitor,
  type ParseErrorCode,
  printParseErrorCode,
  visit,
} from 'jsonc-parser';
import type { Issue, JsonPath } from './issue.js';
import { IssueLog } from './issue-log.js';
import type { JsonPlace } from './json-place.js';

interface SyntaxFault {
  readonly code: ParseErrorCode;
  readonly place: JsonPlace;
}

/**
 * The issues of a text that `readJson` does not read: the bracket that goes deeper than
 * `maxDepth`, or the first place that is not strict JSON, or each repeated key and each half of a
 * surrogate pair.
 */
export function findJsonIssues(text: string, maxDepth: number): readonly Issue[] {
  const log = new IssueLog(text);
  const tooDeep = findTooDeep(text, maxDepth);
  if (tooDeep !== undefined) {
    const message = `JSON nested deeper than ${maxDepth} levels`;
    log.report({ path: [], offset: tooDeep, length: 1 }, 'TOO_DEEP', message);
    return log.issues;
  }
  const [first] = findSyntaxFaults(text);
  if (first === undefined) {
    reportAmbiguities(text, log);
  } else {
    const message = `not valid JSON: ${printParseErrorCode(first.code)}`;
    log.report(first.place, 'JSON_SYNTAX_ERROR', message);
  }
  return log.issues;
}

/**
 * The offset of the bracket that goes too deep.
 *
 * INVARIANT: never fewer brackets are open here than in `visit`, which recurses and, on broken
 * text, recovers and reads on. So the tokens are those of its own scanner, and a bracket is closed
 * by its own kind alone.
 */
function findTooDeep(text: string, maxDepth: number): number | undefined {
  const scanner = createScanner(text);
  const open: string[] = [];
  while (scanner.getPosition() < text.length) {
    scanner.scan();
    const first = text.charAt(scanner.getTokenOffset());
    if (first === '{' || first === '[') open.push(first);
    else if (first === (open.at(-1) === '{' ? '}' : ']')) open.pop();
    if (open.length > maxDepth) return scanner.getTokenOffset();
  }
  return undefined;
}

function findSyntaxFaults(text: string): readonly SyntaxFault[] {
  const faults: SyntaxFault[] = [];
  const onError: JSONVisitor['onError'] = (code, offset, length) => {
    faults.push({ code, place: { path: [], offset, length } });
  };
  visit(text, { onError }, { disallowComments: true, allowTrailingComma: false });
  return faults;
}

/** What the syntax of JSON allows, but readers disagree on. */
function reportAmbiguities(text: string, log: IssueLog): void {
  const outer: Set<string>[] = [];
  let names = new Set<string>();
  const checkText = (value: string, path: JsonPath, offset: number, length: number): JsonPlace => {
    const place = { path, offset, length };
    // Half a pair has no UTF-8: stored or sent, the text would turn into another. One half may be
    // escaped and the other not, so both the text and what it stands for are looked at.
    const written = text.slice(offset, offset + length);
    if (LONE_SURROGATE.test(value) || LONE_SURROGATE.test(written)) {
      log.report(place, 'JSON_SYNTAX_ERROR', 'a lone surrogate is not a character');
    }
    return place;
  };
  visit(text, {
    onObjectBegin: () => {
      outer.push(names);
      names = new Set();
    },
    onObjectProperty: (name, offset, length, _line, _character, pathOf) => {
      const place = checkText(name, [...pathOf(), name], offset, length);
      if (names.has(name)) {
        log.report(place, 'DUPLICATE_KEY', `key \`${name}\` stands twice in one object`);
      }
      names.add(name);
    },
    onObjectEnd: () => {
      names = outer.pop() ?? names;
    },
    onLiteralValue: (value, offset, length, _line, _character, pathOf) => {
      checkText(String(value), pathOf(), offset, length);
    },
  });
}

const LONE_SURROGATE = /\p{Surrogate}/u;
