// Statements of one effect, found by action and resource without trying each of them.
import { type Action, UNNUMBERED } from './action.js';
import { AnchorIndex } from './anchor-index.js';
import type { AuthorizationRequest } from './authorization-request.js';
import type { ActionMatcher } from './compile-action.js';
import type { CompiledStatement } from './compiled-statement.js';
import { matchStatement } from './match-statement.js';
import { MAX_HASHED_LENGTH } from './text-hashes.js';

/** Up to this many statements are looked through faster than they are looked up. */
const MAX_SCANNED = 24;

/** Statements that are about the same actions. */
interface ActionGroup {
  readonly action: ActionMatcher;
  readonly index: AnchorIndex;
}

/** The statements of one effect in a policy set. */
export class StatementIndex {
  /** By policy, in their order. */
  readonly lists: readonly (readonly CompiledStatement[])[];
  readonly #groups: readonly ActionGroup[] | undefined;
  /** The groups that are about an action, by its id. */
  #plans: (readonly ActionGroup[] | undefined)[] | undefined;

  constructor(lists: readonly (readonly CompiledStatement[])[]) {
    this.lists = lists;
    const count = lists.reduce((sum, { length }) => sum + length, 0);
    this.#groups = count > MAX_SCANNED ? groupByAction(lists.flat()) : undefined;
  }

  /** A statement that matches `request`: the first, where they are few enough to be scanned. */
  find(
    action: Action,
    request: AuthorizationRequest,
    hasBoundary: boolean,
  ): CompiledStatement | undefined {
    if (this.#groups === undefined || request.resource.length > MAX_HASHED_LENGTH) {
      return this.#scan(action, request, hasBoundary);
    }
    const plan = this.#plans?.[action.id] ?? this.#makePlan(this.#groups, action);
    for (const { index } of plan) {
      const found = index.find(request, hasBoundary);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  #scan(
    action: Action,
    request: AuthorizationRequest,
    hasBoundary: boolean,
  ): CompiledStatement | undefined {
    for (const statements of this.lists) {
      for (const statement of statements) {
        if (matchStatement(statement, action, request, hasBoundary) !== undefined) return statement;
      }
    }
    return undefined;
  }

  #makePlan(groups: readonly ActionGroup[], action: Action): readonly ActionGroup[] {
    const plan = groups.filter((group) => group.action.matches(action));
    this.#plans ??= [];
    if (action.id !== UNNUMBERED) this.#plans[action.id] = plan;
    return plan;
  }
}

/** Equal action clauses are one matcher, so a group is found by identity. */
function groupByAction(statements: readonly CompiledStatement[]): readonly ActionGroup[] {
  const groups = new Map<ActionMatcher, CompiledStatement[]>();
  for (const statement of statements) {
    const group = groups.get(statement.action);
    if (group === undefined) groups.set(statement.action, [statement]);
    else group.push(statement);
  }
  return [...groups].map(([action, group]) => ({ action, index: new AnchorIndex(group) }));
}
