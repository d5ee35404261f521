// What a compiled resource clause says it lists, for the index to find it by.
import { describe, expect, it } from 'vitest';
import { compileResource, listedPatterns } from '../src/compile-resource.js';

const A = 'arn:aws:notes:eu:123456789012:note/a';
const B = 'arn:aws:notes:eu:123456789012:note/b/*';

function listed(
  element: 'Resource' | 'NotResource',
  patterns: readonly string[],
): readonly (readonly [kind: string, text: string])[] | undefined {
  const compiled = compileResource({ element, patterns }, '2012-10-17', 'Allow');
  return listedPatterns(compiled)?.map((each) => {
    if (typeof each === 'string') return ['prefix', each];
    return [each.kind, 'text' in each ? each.text : ''];
  });
}

describe('the patterns that a clause lists', () => {
  it('are those of its Resource, one or many', () => {
    expect(listed('Resource', [A])).toEqual([['exact', A]]);
    expect(listed('Resource', [A, B])).toEqual([
      ['exact', A],
      ['prefix', B.slice(0, -1)],
    ]);
  });

  it('are none when one of them cannot be read', () => {
    expect(listed('Resource', [A, 'arn:${'])).toEqual([]);
  });

  it('are not known for a NotResource or no clause at all', () => {
    expect(listed('NotResource', [A])).toBeUndefined();
    expect(listedPatterns(compileResource(undefined, '2012-10-17', 'Allow'))).toBeUndefined();
  });
});

it('a clause of one pattern is that pattern, which is cheaper to match', () => {
  const clause = { element: 'Resource', patterns: [A] } as const;
  expect(compileResource(clause, '2012-10-17', 'Allow')).toMatchObject({ kind: 'exact', text: A });
});
