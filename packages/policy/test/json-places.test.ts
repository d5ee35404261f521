// Where each value and each key of a JSON text stands: exactly where another reader finds it.
import fc from 'fast-check';
import { type Node, parseTree } from 'jsonc-parser';
import { describe, expect, it } from 'vitest';
import { type JsonNode, parseJson } from '../src/index.js';

interface Placed {
  readonly path: readonly (string | number)[];
  readonly written: string;
  readonly key: string | undefined;
  readonly value: unknown;
}

/** Every value below `node`, itself included, in the order of the text. */
function listOurs(node: JsonNode, text: string, key?: string): readonly Placed[] {
  const { path, offset, length } = node;
  const written = text.slice(offset, offset + length);
  const placed = { path: [...path], written, key, value: JSON.parse(written) };
  if (node.kind === 'array') {
    return [placed, ...node.items.flatMap((item) => listOurs(item, text))];
  }
  if (node.kind !== 'object') return [placed];
  const members = [...node.members].flatMap(([name, member]) => {
    expect(member.key.path).toEqual([...path, name]);
    const { offset: start, length: size } = member.key;
    return listOurs(member.value, text, text.slice(start, start + size));
  });
  return [placed, ...members];
}

function listTheirs(
  node: Node,
  text: string,
  path: Placed['path'] = [],
  key?: string,
): readonly Placed[] {
  const written = text.slice(node.offset, node.offset + node.length);
  const placed = { path, written, key, value: JSON.parse(written) };
  const children = (node.children ?? []).flatMap((child, index) => {
    const [name, value] = child.children ?? [];
    if (node.type === 'array') return listTheirs(child, text, [...path, index]);
    if (name === undefined || value === undefined) throw new TypeError('a member in two parts');
    const nameText = text.slice(name.offset, name.offset + name.length);
    return listTheirs(value, text, [...path, name.value], nameText);
  });
  return [placed, ...children];
}

function plainValue(node: JsonNode): unknown {
  switch (node.kind) {
    case 'object':
      return Object.fromEntries(
        [...node.members].map(([key, { value }]) => [key, plainValue(value)]),
      );
    case 'array':
      return node.items.map(plainValue);
    case 'number':
      return JSON.parse(node.text);
    case 'null':
      return null;
    default:
      return node.value;
  }
}

function expectSame(text: string): void {
  const parsed = parseJson(text);
  const theirs = parseTree(text);
  if (!parsed.ok || theirs === undefined) throw new TypeError(`not read: ${text}`);
  expect(listOurs(parsed.value, text)).toEqual(listTheirs(theirs, text));
  expect(plainValue(parsed.value)).toEqual(JSON.parse(text));
}

const whole = fc.string({ unit: 'grapheme' });
const { value: json } = fc.letrec<{ readonly value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.oneof(whole, fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true })),
    fc.constantFrom(true, false, null, 'a"b', 'a\\', '\u2028', '😀', 'é'),
    fc.array(tie('value')),
    fc.dictionary(
      whole.filter((key) => key !== '__proto__'),
      tie('value'),
    ),
  ),
}));

describe('a JSON text', () => {
  it('is the values that stand in it, each in its place', () => {
    const indent = fc.constantFrom(undefined, 1, '\t', '\n ');
    fc.assert(
      fc.property(json, indent, (value, space) => expectSame(JSON.stringify(value, null, space))),
      { numRuns: 500 },
    );
  });

  it.each([
    ' {"a" : [ 1 , -0.5e+3 , 10E-2 ] , "b":{}}\r\n',
    '[[],{},"",[[]],null,true,false]',
    '{"a\\u0062":"\\"\\\\\\/\\b\\f\\n\\r\\t\\ud83d\\ude00"}',
    '"a"',
    '0',
    '\t-1 ',
    '[1e5,0E0,-0]',
  ])('is read with its escapes and white space: %s', (text) => {
    expectSame(text);
  });
});
