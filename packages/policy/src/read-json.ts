// JSON without a fault, read in one pass: what loading thousands of policies spends its time on.
import type { JsonPath } from './issue.js';
import type { JsonMember, JsonNode } from './json-node.js';
import type { JsonPlace } from './json-place.js';

/**
 * Reads strict JSON (RFC 8259) of at most `maxDepth` levels. Undefined as soon as anything is wrong
 * with it, a repeated key and half a surrogate pair included: what and where, others have to say.
 */
export function readJson(text: string, maxDepth: number): JsonNode | undefined {
  if (LONE_SURROGATE.test(text)) return undefined;
  const reader = new JsonReader(text, maxDepth);
  const root = reader.readValue(undefined, '', 0);
  return root !== undefined && reader.isAtEnd() ? root : undefined;
}

const LONE_SURROGATE = /\p{Surrogate}/u;
const WORD = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const TAB = 9;
const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
const SPACE = 32;
const QUOTE = 34;
const COMMA = 44;
const COLON = 58;
const OPEN_BRACKET = 91;
const BACKSLASH = 92;
const CLOSE_BRACKET = 93;
const OPEN_BRACE = 123;
const CLOSE_BRACE = 125;

/** What a value stands in. */
type Parent = JsonPlace | undefined;

class JsonReader {
  readonly #text: string;
  readonly #maxDepth: number;
  #at = 0;

  constructor(text: string, maxDepth: number) {
    this.#text = text;
    this.#maxDepth = maxDepth;
  }

  /** The value that comes next, or undefined. */
  readValue(parent: Parent, step: string | number, depth: number): JsonNode | undefined {
    switch (this.#peek()) {
      case QUOTE:
        return this.#readString(parent, step);
      case OPEN_BRACE:
        return depth < this.#maxDepth ? this.#readObject(parent, step, depth + 1) : undefined;
      case OPEN_BRACKET:
        return depth < this.#maxDepth ? this.#readArray(parent, step, depth + 1) : undefined;
      default:
        return this.#readWord(parent, step);
    }
  }

  /** Whether nothing but white space is left. */
  isAtEnd(): boolean {
    return Number.isNaN(this.#peek());
  }

  #readObject(parent: Parent, step: string | number, depth: number): JsonNode | undefined {
    const members = new Map<string, JsonMember>();
    const node = new ObjectNode(parent, step, this.#at, members);
    this.#at += 1;
    if (this.#peek() !== CLOSE_BRACE) {
      do {
        if (this.#peek() !== QUOTE) return undefined;
        const keyOffset = this.#at;
        const name = this.#readText();
        if (name === undefined || members.has(name)) return undefined;
        const keyLength = this.#at - keyOffset;
        if (!this.#skip(COLON)) return undefined;
        const value = this.readValue(node, name, depth);
        if (value === undefined) return undefined;
        members.set(name, new Member(value, keyOffset, keyLength));
      } while (this.#skip(COMMA));
    }
    if (!this.#skip(CLOSE_BRACE)) return undefined;
    node.length = this.#at - node.offset;
    return node;
  }

  #readArray(parent: Parent, step: string | number, depth: number): JsonNode | undefined {
    const items: JsonNode[] = [];
    const node = new ArrayNode(parent, step, this.#at, items);
    this.#at += 1;
    if (this.#peek() !== CLOSE_BRACKET) {
      do {
        const item = this.readValue(node, items.length, depth);
        if (item === undefined) return undefined;
        items.push(item);
      } while (this.#skip(COMMA));
    }
    if (!this.#skip(CLOSE_BRACKET)) return undefined;
    node.length = this.#at - node.offset;
    return node;
  }

  #readString(parent: Parent, step: string | number): JsonNode | undefined {
    const offset = this.#at;
    const value = this.#readText();
    return value === undefined
      ? undefined
      : new StringNode(parent, step, offset, this.#at - offset, value);
  }

  /** The text between two quotation marks, of which the first comes next. */
  #readText(): string | undefined {
    const text = this.#text;
    const start = this.#at + 1;
    let at = start;
    let code = text.charCodeAt(at);
    while (code !== QUOTE && code !== BACKSLASH && code >= SPACE) {
      at += 1;
      code = text.charCodeAt(at);
    }
    if (code === BACKSLASH) return this.#readEscapedText();
    if (code !== QUOTE) return undefined;
    this.#at = at + 1;
    return text.slice(start, at);
  }

  /** One with escapes: rare, so that whoever reads JSON otherwise may read it. */
  #readEscapedText(): string | undefined {
    const text = this.#text;
    let end = this.#at + 1;
    while (end < text.length && text.charCodeAt(end) !== QUOTE) {
      end += text.charCodeAt(end) === BACKSLASH ? 2 : 1;
    }
    const written = text.slice(this.#at, end + 1);
    this.#at = end + 1;
    try {
      const value: string = JSON.parse(written);
      return LONE_SURROGATE.test(value) ? undefined : value;
    } catch {
      return undefined;
    }
  }

  /** `true`, `false`, `null` or a number. */
  #readWord(parent: Parent, step: string | number): JsonNode | undefined {
    WORD.lastIndex = this.#at;
    const text = WORD.exec(this.#text)?.[0];
    if (text === undefined) return undefined;
    const path = parent === undefined ? [] : [...parent.path, step];
    const place = { path, offset: this.#at, length: text.length };
    this.#at += text.length;
    if (text === 'null') return { ...place, kind: 'null' };
    return text === 'true' || text === 'false'
      ? { ...place, kind: 'boolean', value: text === 'true' }
      : { ...place, kind: 'number', text };
  }

  /** The next character that is no white space, or NaN at the end. */
  #peek(): number {
    let code = this.#text.charCodeAt(this.#at);
    while (code === SPACE || code === LINE_FEED || code === CARRIAGE_RETURN || code === TAB) {
      this.#at += 1;
      code = this.#text.charCodeAt(this.#at);
    }
    return code;
  }

  /** Whether `code` comes next; it is passed over then. */
  #skip(code: number): boolean {
    if (this.#peek() !== code) return false;
    this.#at += 1;
    return true;
  }
}

/** A node that tells its path when asked, from what it stands in. */
class PlacedNode implements JsonPlace {
  readonly offset: number;
  length: number;
  readonly #parent: Parent;
  readonly #step: string | number;

  constructor(parent: Parent, step: string | number, offset: number, length: number) {
    this.offset = offset;
    this.length = length;
    this.#parent = parent;
    this.#step = step;
  }

  get path(): JsonPath {
    return this.#parent === undefined ? [] : [...this.#parent.path, this.#step];
  }
}

class ObjectNode extends PlacedNode {
  readonly kind = 'object';
  readonly members: ReadonlyMap<string, JsonMember>;

  constructor(
    parent: Parent,
    step: string | number,
    offset: number,
    members: ReadonlyMap<string, JsonMember>,
  ) {
    super(parent, step, offset, 0);
    this.members = members;
  }
}

class ArrayNode extends PlacedNode {
  readonly kind = 'array';
  readonly items: readonly JsonNode[];

  constructor(parent: Parent, step: string | number, offset: number, items: readonly JsonNode[]) {
    super(parent, step, offset, 0);
    this.items = items;
  }
}

class StringNode extends PlacedNode {
  readonly kind = 'string';
  readonly value: string;

  constructor(
    parent: Parent,
    step: string | number,
    offset: number,
    length: number,
    value: string,
  ) {
    super(parent, step, offset, length);
    this.value = value;
  }
}

/** A member whose key tells its place when asked. */
class Member implements JsonMember {
  readonly value: JsonNode;
  readonly #keyOffset: number;
  readonly #keyLength: number;

  constructor(value: JsonNode, keyOffset: number, keyLength: number) {
    this.value = value;
    this.#keyOffset = keyOffset;
    this.#keyLength = keyLength;
  }

  get key(): JsonPlace {
    return { path: this.value.path, offset: this.#keyOffset, length: this.#keyLength };
  }
}
