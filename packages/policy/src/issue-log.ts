// Collects the issues of one parse, turning the place of a node into line and column.
import type { Issue, IssueCode } from './issue.js';
import type { JsonPlace } from './json-place.js';
import { findLineStarts, positionAt } from './position.js';

/** The issues found so far in one source text. */
export class IssueLog {
  readonly #text: string;
  readonly #issues: Issue[] = [];
  /** Counted once and only when there is an issue, so that many issues cost no more than a few. */
  #lineStarts: readonly number[] | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  /** Everything reported so far, in the order of the text. */
  get issues(): readonly Issue[] {
    return this.#issues.toSorted((a, b) => a.line - b.line || a.column - b.column);
  }

  /** Reports an issue at `place`; answers undefined, so that a parser can return the call. */
  report(place: JsonPlace, code: IssueCode, message: string): undefined {
    this.#lineStarts ??= findLineStarts(this.#text);
    const position = positionAt(this.#lineStarts, place.offset);
    this.#issues.push({ code, message, path: place.path, ...position });
    return undefined;
  }
}
