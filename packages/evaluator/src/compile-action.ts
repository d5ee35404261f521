// `Action` and `NotAction` as one question about an action, answered once for each.
import type { ActionClause } from '@ostiary/policy';
import { type Action, UNNUMBERED } from './action.js';
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

/** Whether an action is one that a statement is about; worked out once for each action. */
export class ActionMatcher {
  readonly #globs: readonly string[];
  readonly #whenListed: boolean;
  #answers = new Uint8Array(16);

  constructor(globs: readonly string[], whenListed: boolean) {
    this.#globs = globs;
    this.#whenListed = whenListed;
  }

  matches(action: Action): boolean {
    const answer = this.#answers[action.id];
    return answer === YES || (answer !== NO && this.#workOut(action));
  }

  #workOut({ id, name }: Action): boolean {
    const matches = this.#globs.some((glob) => matchGlob(glob, name)) === this.#whenListed;
    if (id === UNNUMBERED) return matches;
    if (id >= this.#answers.length) this.#grow(id);
    this.#answers[id] = matches ? YES : NO;
    return matches;
  }

  #grow(id: number): void {
    const grown = new Uint8Array(Math.max(this.#answers.length * 2, id + 1));
    grown.set(this.#answers);
    this.#answers = grown;
  }
}
