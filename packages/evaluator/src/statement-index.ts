// Statements of one effect, found by action and resource without trying each of them.
import type { Action } from './action.js';
import { type ActionTable, getActionTable, MAX_TABLED } from './action-table.js';
import { AnchorIndex } from './anchor-index.js';
import type { AuthorizationRequest } from './authorization-request.js';
import type { PrincipalMatch } from './compile-principal.js';
import { matchResource } from './compile-resource.js';
import type { CompiledStatement } from './compiled-statement.js';
import { matchCaller, matchStatement } from './match-statement.js';
import { MAX_HASHED_LENGTH } from './text-hashes.js';

/** The statements of one effect in a policy set. */
export class StatementIndex {
  /** In the order of the policies and their statements. */
  readonly statements: readonly CompiledStatement[];
  /** Of few statements, which are looked through faster than they are looked up. */
  readonly #table: ActionTable | undefined;
  readonly #index: AnchorIndex | undefined;

  /** The statements by policy; those of one policy are not copied. */
  constructor(lists: readonly (readonly CompiledStatement[])[]) {
    const [only] = lists;
    this.statements = only !== undefined && lists.length === 1 ? only : lists.flat().slice();
    if (this.statements.length > MAX_TABLED) this.#index = new AnchorIndex(this.statements);
    else this.#table = getActionTable(this.statements.map(({ action }) => action));
  }

  /**
   * A statement that matches `request`, and names the caller in the `wanted` way if that is given:
   * the first, where they are few enough to be looked through.
   */
  find(
    action: Action,
    request: AuthorizationRequest,
    hasBoundary: boolean,
    wanted?: PrincipalMatch,
  ): CompiledStatement | undefined {
    if (this.#table !== undefined) {
      const candidates = this.#table.about(action);
      return candidates === 0
        ? undefined
        : this.#findAmong(candidates, request, hasBoundary, wanted);
    }
    return request.resource.length > MAX_HASHED_LENGTH
      ? this.#scan(action, request, hasBoundary, wanted)
      : this.#index?.find(action, request, hasBoundary, wanted);
  }

  /** The first of the statements whose bit is set. */
  #findAmong(
    candidates: number,
    request: AuthorizationRequest,
    hasBoundary: boolean,
    wanted: PrincipalMatch | undefined,
  ): CompiledStatement | undefined {
    const { resource, context } = request;
    for (let bits = candidates; bits !== 0; bits &= bits - 1) {
      const statement = this.statements[31 - Math.clz32(bits & -bits)] as CompiledStatement;
      if (!matchResource(statement.resource, resource, context)) continue;
      if (matchCaller(statement, request, hasBoundary, wanted) !== undefined) return statement;
    }
    return undefined;
  }

  #scan(
    action: Action,
    request: AuthorizationRequest,
    hasBoundary: boolean,
    wanted: PrincipalMatch | undefined,
  ): CompiledStatement | undefined {
    return this.statements.find(
      (each) => matchStatement(each, action, request, hasBoundary, wanted) !== undefined,
    );
  }
}
