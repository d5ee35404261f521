// Action clauses are shared when they say the same, and not when they only look alike.
import type { ActionClause } from '@ostiary/policy';
import { expect, it } from 'vitest';
import { getAction } from '../src/action.js';
import { compileAction } from '../src/compile-action.js';

const clause = (...patterns: readonly string[]): ActionClause => ({ element: 'Action', patterns });

it('clauses that say the same in another order or case are one matcher', () => {
  expect(compileAction(clause('notes:Get*', 'notes:Put*'))).toBe(
    compileAction(clause('NOTES:put*', 'notes:get*')),
  );
});

it('clauses whose patterns run together alike are told apart', () => {
  const one = compileAction(clause('n:G', 'n:Gn:P'));
  const other = compileAction(clause('n:Gn:G', 'n:P'));
  expect(other).not.toBe(one);
  expect(one.matches(getAction('n:G'))).toBe(true);
  expect(other.matches(getAction('n:G'))).toBe(false);
});

it('a clause and its opposite are told apart', () => {
  const patterns = ['notes:*'];
  expect(compileAction({ element: 'NotAction', patterns })).not.toBe(
    compileAction({ element: 'Action', patterns }),
  );
});

it('an answer for an action is remembered however many actions there are', () => {
  const matcher = compileAction(clause('many:*0'));
  const ask = (at: number): boolean => matcher.matches(getAction(`many:Action${at}`));
  for (let at = 0; at < 200; at += 1) expect(ask(at)).toBe(at % 10 === 0);
  for (let at = 0; at < 200; at += 1) expect(ask(at)).toBe(at % 10 === 0);
});
