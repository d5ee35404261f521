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
  /** In the order of the policies and their statements. */
  readonly statements: readonly CompiledStatement[];
  readonly #groups: readonly ActionGroup[] | undefined;
  /** The groups that are about an action, by its id. */
  #plans: (readonly ActionGroup[] | undefined)[] | undefined;

  /** The statements by policy; those of one policy are not copied. */
  constructor(lists: readonly (readonly CompiledStatement[])[]) {
    const [only] = lists;
    this.statements = only !== undefined && lists.length === 1 ? only : lists.flat().slice();
    const isScanned = this.statements.length <= MAX_SCANNED;
    this.#groups = isScanned ? undefined : groupByAction(this.statements);
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
    for (const statement of this.statements) {
      if (matchStatement(statement, action, request, hasBoundary) !== undefined) return statement;
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
  const groups = new Map<ActionMatcher, number[]>();
  statements.forEach(({ action }, number) => {
    const group = groups.get(action);
    if (group === undefined) groups.set(action, [number]);
    else group.push(number);
  });
  return [...groups].map(([action, members]) => ({
    action,
    index: new AnchorIndex(statements, members),
  }));
}
