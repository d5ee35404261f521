// The policy files of one question, each read once, under their own names and with their places.
import { compile, type NamedPolicy, type PolicySet } from '@ostiary/evaluator';
import { findPosition, type JsonPath, type PolicyType, parsePolicy } from '@ostiary/policy';
import { UsageError } from './errors.js';
import { errorsOf, formatFinding } from './finding.js';
import { readSource, type Source } from './read-source.js';
import type { Terminal } from './terminal.js';

/** Reads policy files; what is made of them knows where it stands. */
export class PolicyFiles {
  readonly #terminal: Terminal;
  readonly #sources = new Map<string, Source>();

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
  }

  /**
   * The policy in a file, named as the file is.
   *
   * @throws UsageError when the file cannot be read or parsed; it names every place
   */
  async read(file: string, policyType: PolicyType): Promise<NamedPolicy> {
    const source = this.#sources.get(file) ?? (await readSource(file, this.#terminal));
    this.#sources.set(file, source);
    const parsed = parsePolicy(source.text, { policyType });
    if (parsed.ok) {
      return { name: file, policy: parsed.value, locate: (path) => locate(source, path) };
    }
    throw new UsageError(errorsOf(file, parsed.issues).map(formatFinding).join('\n'));
  }

  /** The policies of one type; a type of which no file is given does not apply. */
  async readSet(
    files: readonly string[] | undefined,
    policyType: PolicyType,
  ): Promise<PolicySet | undefined> {
    if (files === undefined) return undefined;
    return this.#compile(files, policyType);
  }

  /** A set for each flag, whose files are separated by commas. */
  async readLevels(
    flags: readonly string[] | undefined,
    policyType: PolicyType,
  ): Promise<readonly PolicySet[] | undefined> {
    if (flags === undefined) return undefined;
    const levels: PolicySet[] = [];
    for (const files of flags) levels.push(await this.#compile(files.split(','), policyType));
    return levels;
  }

  async #compile(files: readonly string[], policyType: PolicyType): Promise<PolicySet> {
    const policies: NamedPolicy[] = [];
    for (const file of files) policies.push(await this.read(file, policyType));
    return compile(policies, policyType);
  }
}

/** As editors and compilers write it, `file:line:column`. */
function locate({ file, text }: Source, path: JsonPath): string | undefined {
  const position = findPosition(text, path);
  return position && `${file}:${position.line}:${position.column}`;
}
