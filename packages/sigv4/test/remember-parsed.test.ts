// The memory of what was parsed: as if there were none.
import { describe, expect, it } from 'vitest';
import { rememberParsed } from '../src/remember-parsed.js';

describe('what is remembered', () => {
  it('is the answer for that text, whatever came between', () => {
    const lengthOf = rememberParsed((text) => ({ length: text.length }));
    for (const text of ['', 'a', 'a', 'bb', 'a', '', 'bb', 'bb']) {
      expect(lengthOf(text)).toEqual({ length: text.length });
    }
  });

  it('is parsed once, for the last text and for those before it', () => {
    const parsed: string[] = [];
    const parse = rememberParsed((text) => {
      parsed.push(text);
      return { text };
    });
    for (const text of ['a', 'a', 'b', 'a', 'b']) parse(text);
    expect(parsed).toEqual(['a', 'b']);
  });

  it('is no error, and an error leaves what was there', () => {
    const parse = rememberParsed((text) => {
      if (text === 'bad') throw new Error('expected another text');
      return { text };
    });
    const good = parse('good');
    expect(() => parse('bad')).toThrow();
    expect(() => parse('bad')).toThrow();
    expect(parse('good')).toBe(good);
  });

  it('is nothing of a text that is too long, which does not pass for another one', () => {
    const parsed: number[] = [];
    const parse = rememberParsed((text) => {
      parsed.push(text.length);
      return { text };
    });
    const long = 'x'.repeat(513);
    for (const text of ['a', long, long, 'a']) expect(parse(text)).toEqual({ text });
    expect(parsed).toEqual([1, 513, 513]);
  });

  it('is bounded: a flood of texts drives out the others, and answers stay right', () => {
    let parses = 0;
    const parse = rememberParsed((text) => {
      parses++;
      return { text };
    });
    parse('first');
    for (let index = 0; index < 1_024; index++) {
      expect(parse(`${index}`)).toEqual({ text: `${index}` });
    }
    expect(parse('first')).toEqual({ text: 'first' });
    expect(parses).toBe(1_026);
  });
});
