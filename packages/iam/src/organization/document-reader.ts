// Reads the JSON of an organization: what is expected is there, or an issue says where it is not.
import { findPosition, type JsonNode, type JsonPath, parseJson } from '@ostiary/policy';

/** What is wrong with a document, and where. */
export interface OrganizationIssue {
  /** One lower-case sentence: what was expected and what was found. */
  readonly message: string;
  readonly path: JsonPath;
  /** 1-based. */
  readonly line: number;
  /** 1-based, in UTF-16 code units. */
  readonly column: number;
}

/** Whoever has so many mends them first; each is looked up in the whole text. */
const MAX_ISSUES = 50;

/** The JSON of a document, and the issues that were found in it so far. */
export class DocumentReader {
  readonly issues: OrganizationIssue[] = [];
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  /** The value of the whole document; undefined, with issues, when it is no JSON. */
  parse(): JsonNode | undefined {
    const parsed = parseJson(this.text);
    if (parsed.ok) return parsed.value;
    this.issues.push(...parsed.issues);
    return undefined;
  }

  /** Notes an issue; what could not be read is undefined. */
  report({ path }: Pick<JsonNode, 'path'>, message: string): undefined {
    if (this.issues.length >= MAX_ISSUES) return;
    const { line, column } = findPosition(this.text, path) ?? { line: 1, column: 1 };
    this.issues.push({ message, path, line, column });
    return undefined;
  }

  /** The members of an object; whatever else stands in it is an issue, since a misspelt name would do nothing. */
  members(
    node: JsonNode,
    what: string,
    { required, optional = [] }: MemberNames,
  ): ReadonlyMap<string, JsonNode> {
    const members = new Map<string, JsonNode>();
    if (node.kind !== 'object') {
      this.report(node, `expected ${what}, an object, found ${describe(node)}`);
      return members;
    }
    const known = [...required, ...optional];
    for (const [name, { key, value }] of node.members) {
      if (known.includes(name)) members.set(name, value);
      else this.report(key, `expected one of ${listOf(known)} in ${what}, found \`${name}\``);
    }
    for (const name of required) {
      if (!members.has(name)) this.report(node, `expected \`${name}\` in ${what}, found none`);
    }
    return members;
  }

  /** The items of a list that may be absent. */
  items(node: JsonNode | undefined, what: string): readonly JsonNode[] {
    if (node === undefined) return [];
    if (node.kind === 'array') return node.items;
    this.report(node, `expected a list of ${what}, found ${describe(node)}`);
    return [];
  }

  /** A text that fits a pattern. */
  string(node: JsonNode | undefined, what: string, pattern: RegExp): string | undefined {
    if (node === undefined) return undefined;
    if (node.kind === 'string' && pattern.test(node.value)) return node.value;
    return this.report(node, `expected ${what}, found ${describe(node)}`);
  }
}

interface MemberNames {
  readonly required: readonly string[];
  readonly optional?: readonly string[];
}

function describe(node: JsonNode): string {
  switch (node.kind) {
    case 'object':
      return 'an object';
    case 'array':
      return 'a list';
    case 'string':
      return node.value.length > 140 ? 'a longer text' : `\`${node.value}\``;
    case 'number':
      return `the number ${node.text.slice(0, 40)}`;
    case 'boolean':
      return String(node.value);
    case 'null':
      return 'null';
  }
}

function listOf(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(', ');
}
