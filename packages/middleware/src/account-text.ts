// The text of an account file, for whatever needs a policy or a place from it.
import type { NamedPolicy } from '@ostiary/evaluator';
import {
  findPosition,
  type Issue,
  type JsonPath,
  type PolicyType,
  parsePolicy,
} from '@ostiary/policy';

/** An account file as text, and the issues found in it so far. */
export class AccountText {
  readonly #text: string;
  readonly #fileName: string;
  readonly #issues: Issue[] = [];

  constructor(text: string, fileName: string) {
    this.#text = text;
    this.#fileName = fileName;
  }

  /** What was reported, in the order of the text. */
  get issues(): readonly Issue[] {
    return this.#issues.toSorted((a, b) => a.line - b.line || a.column - b.column);
  }

  /** Reports an issue with the value at `path`; answers an empty list, to go on with. */
  report(path: JsonPath, message: string): readonly never[] {
    const position = findPosition(this.#text, path) ?? { line: 1, column: 1 };
    this.#issues.push({ code: 'DATA_TYPE_MISMATCH', message, path, ...position });
    return [];
  }

  /** Reports each value that was there before; `path` leads to one of them. */
  reportRepeats(values: readonly string[], path: (at: number) => JsonPath): void {
    for (const [at, value] of values.entries()) {
      if (values.indexOf(value) < at) this.report(path(at), `\`${value}\` is there twice`);
    }
  }

  /** The policy at `path`; none when it does not parse, which is reported. */
  readPolicy(name: string, path: JsonPath, policyType: PolicyType): readonly NamedPolicy[] {
    const parsed = parsePolicy(this.#text, { at: path, policyType });
    const locate = (part: JsonPath): string | undefined => this.#locate([...path, ...part]);
    if (parsed.ok) return [{ name, policy: parsed.value, locate }];
    this.#issues.push(...parsed.issues);
    return [];
  }

  #locate(path: JsonPath): string | undefined {
    const position = findPosition(this.#text, path);
    return position && `${this.#fileName}:${position.line}:${position.column}`;
  }
}
