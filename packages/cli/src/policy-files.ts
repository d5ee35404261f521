// The policy files of one question, each read once, under their own names.
import { compile, type NamedPolicy, type PolicySet } from '@ostiary/evaluator';
import { findPosition, type PolicyType, type Position, parsePolicy } from '@ostiary/policy';
import { UsageError } from './errors.js';
import { findingsOf, formatFinding } from './finding.js';
import { readSource, type Source } from './read-source.js';
import type { Terminal } from './terminal.js';

/** Reads policy files, and remembers where their statements stand. */
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
    if (parsed.ok) return { name: file, policy: parsed.value };
    throw new UsageError(findingsOf(source, parsed.issues).map(formatFinding).join('\n'));
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
    flags: readonly string[],
    policyType: PolicyType,
  ): Promise<readonly PolicySet[] | undefined> {
    if (flags.length === 0) return undefined;
    const levels: PolicySet[] = [];
    for (const files of flags) levels.push(await this.#compile(files.split(','), policyType));
    return levels;
  }

  /** Where a statement stands in a file that was read. */
  findStatement(file: string, index: number): Position | undefined {
    const source = this.#sources.get(file);
    return source && findPosition(source.text, ['Statement', index]);
  }

  async #compile(files: readonly string[], policyType: PolicyType): Promise<PolicySet> {
    const policies: NamedPolicy[] = [];
    for (const file of files) policies.push(await this.read(file, policyType));
    return compile(policies, policyType);
  }
}
