// `Action` and `NotAction` as one question about an action, answered once for each.
import type { ActionClause } from '@ostiary/policy';
import type { Action } from './action.js';
import { ActionMemo } from './action-memo.js';
import { matchGlob } from './glob.js';
import { WeakInterner } from './weak-interner.js';

const NO = 1;
const YES = 2;

const matchers = new WeakInterner<ActionMatcher>();

/**
 * Compiles an action clause; prefix and name are compared without regard to case. Clauses that say
 * the same are the same matcher: policies by the thousand have a few dozen.
 */
export function compileAction({ element, patterns }: ActionClause): ActionMatcher {
  const globs = patterns.map((text) => text.toLowerCase()).toSorted();
  const key = `${element} ${globs.join(' ')}`;
  return matchers.get(key, () => new ActionMatcher(globs, element === 'Action'));
}

let made = 0;

/** Whether an action is one that a statement is about; worked out once for each action. */
export class ActionMatcher {
  /** Its own among all matchers of the process. */
  readonly number: number;
  readonly #globs: readonly string[];
  readonly #whenListed: boolean;
  readonly #memo = new ActionMemo();

  constructor(globs: readonly string[], whenListed: boolean) {
    made += 1;
    this.number = made;
    this.#globs = globs;
    this.#whenListed = whenListed;
  }

  matches(action: Action): boolean {
    return (this.#memo.recall(action) || this.#workOut(action)) === YES;
  }

  #workOut(action: Action): number {
    const isListed = this.#globs.some((glob) => matchGlob(glob, action.name));
    return this.#memo.remember(action, isListed === this.#whenListed ? YES : NO);
  }
}
