// The form a pattern is compiled to: the cheapest that means the same.
import { type Pattern, parsePattern } from '@ostiary/policy';
import { describe, expect, it } from 'vitest';
import {
  compileTextPattern,
  fromPattern,
  matchTextPattern,
  type TextPattern,
  type TextPatternRule,
} from '../src/text-pattern.js';

const RESOURCE: TextPatternRule = { wildcards: true, variables: true, arnSegments: true };
const OLD_RESOURCE: TextPatternRule = { wildcards: true, variables: false, arnSegments: true };
const TEXT: TextPatternRule = { wildcards: false, variables: false };

function formOf(text: string, rule: TextPatternRule): readonly unknown[] {
  return formOfPattern(compileTextPattern(text, rule));
}

/** The kind of a pattern, and the text that it keeps instead of parts. */
function formOfPattern(pattern: TextPattern | undefined): readonly unknown[] {
  if (typeof pattern === 'string') return ['prefix', pattern];
  return [pattern?.kind, pattern && 'text' in pattern ? pattern.text : ''];
}

describe('a resource pattern', () => {
  it.each([
    ['*', 'any', '*'],
    ['', 'exact', ''],
    ['arn:aws:docs:eu:1:doc/a', 'exact', 'arn:aws:docs:eu:1:doc/a'],
    ['arn:aws:docs:eu:1:doc/*', 'prefix', 'arn:aws:docs:eu:1:doc/'],
    ['arn:aws:docs:*', 'prefix', 'arn:aws:docs:'],
    ['arn:aws:docs:eu:1:doc/?', 'glob', 'arn:aws:docs:eu:1:doc/?'],
    ['arn:aws:docs:eu:1:doc/**', 'glob', 'arn:aws:docs:eu:1:doc/**'],
    ['arn:aws:docs:eu:1:doc/*?', 'glob', 'arn:aws:docs:eu:1:doc/*?'],
    ['arn:aws:docs:eu:1:?*', 'glob', 'arn:aws:docs:eu:1:?*'],
    ['arn:aws:docs:e*:*:doc/a', 'glob', 'arn:aws:docs:e*:*:doc/a'],
    ['arn:aws:docs:e*u:1:doc', 'template', ''],
    ['arn:aws:docs:?u:1:doc', 'template', ''],
    ['arn:aws:docs:eu:1*2:doc', 'template', ''],
    ['arn:aws:docs:eu:**', 'template', ''],
    ['arn:aws:docs:eu:1:${aws:username}', 'template', ''],
    ['arn:aws:docs:eu:1:a${*}', 'exact', 'arn:aws:docs:eu:1:a*'],
    ['arn:aws:docs:eu:1:a$b', 'exact', 'arn:aws:docs:eu:1:a$b'],
  ])('`%s` becomes `%s` of `%s`', (text, kind, kept) => {
    expect(formOf(text, RESOURCE)).toEqual([kind, kept]);
  });

  it('of the older version holds no variables', () => {
    const text = 'arn:aws:docs:eu:1:${aws:username}';
    expect(formOf(text, OLD_RESOURCE)).toEqual(['exact', text]);
    expect(formOf('arn:aws:docs:eu:1:${', OLD_RESOURCE)).toEqual(['exact', 'arn:aws:docs:eu:1:${']);
  });

  it('is none when a variable cannot be read', () => {
    expect(compileTextPattern('arn:aws:docs:eu:1:${', RESOURCE)).toBeUndefined();
    expect(compileTextPattern('arn:aws:docs:e*u:1:${', RESOURCE)).toBeUndefined();
  });

  it('in parts is compiled once, for each way to read it', () => {
    const text = 'arn:aws:docs:e*u:1:${aws:username}';
    const pattern = compileTextPattern(text, RESOURCE);
    expect(compileTextPattern(text, RESOURCE)).toBe(pattern);
    expect(compileTextPattern(text, OLD_RESOURCE)).not.toEqual(pattern);
    const template = compileTextPattern(text, { wildcards: true, variables: true });
    expect(template).toMatchObject({ kind: 'template' });
    const noWildcards = compileTextPattern(text, { wildcards: false, variables: true });
    expect(noWildcards).toMatchObject({ kind: 'template' });
    expect(noWildcards).not.toEqual(template);
  });
});

it('text without wildcards and variables is itself', () => {
  for (const text of ['*', 'a*', 'a?', '${a:b}', '']) {
    expect(formOf(text, TEXT)).toEqual(['exact', text]);
  }
});

describe('a parsed pattern', () => {
  const parsed = (text: string): Pattern => {
    const pattern = parsePattern(text, RESOURCE);
    if (!pattern.ok) throw new TypeError(pattern.message);
    return pattern.value;
  };

  it.each([
    ['', 'exact', ''],
    ['a', 'exact', 'a'],
    ['*', 'any', '*'],
    ['?', 'template', ''],
    ['a*', 'template', ''],
    ['**', 'template', ''],
    ['${a:b}', 'template', ''],
  ])('`%s` becomes `%s` of `%s`', (text, kind, kept) => {
    expect(formOfPattern(fromPattern(parsed(text)))).toEqual([kind, kept]);
  });

  it('reads its variables without regard to case', () => {
    const context = new Map([['a:b', ['x']]]);
    expect(matchTextPattern(fromPattern(parsed('${A:B}')), 'x', context)).toBe(true);
  });
});

describe('a prefix', () => {
  const matches = (text: string, candidate: string): boolean => {
    const pattern = compileTextPattern(text, RESOURCE);
    return pattern !== undefined && matchTextPattern(pattern, candidate, new Map());
  };

  it.each(['a*', 'abcd*', 'abcde*', 'abcdefghi*'])('`%s` begins what it matches', (text) => {
    const start = text.slice(0, -1);
    expect(matches(text, start)).toBe(true);
    expect(matches(text, `${start}${start}`)).toBe(true);
    expect(matches(text, start.slice(0, -1))).toBe(false);
    for (let at = 0; at < start.length; at += 1) {
      expect(matches(text, `${start.slice(0, at)}-${start.slice(at + 1)}x`)).toBe(false);
    }
  });
});
