// Which of a few statements are about an action, as the bits of one number.
import type { Action } from './action.js';
import { ActionMemo } from './action-memo.js';
import type { ActionMatcher } from './compile-action.js';
import { WeakInterner } from './weak-interner.js';

/** As many statements as have a bit each. */
export const MAX_TABLED = 24;

/** Set in every answer, so that "about none" is not "never worked out". */
const WORKED_OUT = 1 << MAX_TABLED;

const tables = new WeakInterner<ActionTable>();

/** The table of some clauses; users by the thousand list the same clauses and share one. */
export function getActionTable(matchers: readonly ActionMatcher[]): ActionTable {
  const key = matchers.map(({ number }) => number).join();
  return tables.get(key, () => new ActionTable(matchers));
}

/** The action clauses of at most {@link MAX_TABLED} statements, in their order. */
export class ActionTable {
  readonly #matchers: readonly ActionMatcher[];
  readonly #memo = new ActionMemo();

  constructor(matchers: readonly ActionMatcher[]) {
    this.#matchers = matchers;
  }

  /** Bit `n` is set when clause `n` is about the action. */
  about(action: Action): number {
    return (this.#memo.recall(action) || this.#workOut(action)) ^ WORKED_OUT;
  }

  #workOut(action: Action): number {
    let answer = WORKED_OUT;
    this.#matchers.forEach((matcher, n) => {
      if (matcher.matches(action)) answer |= 1 << n;
    });
    return this.#memo.remember(action, answer);
  }
}
