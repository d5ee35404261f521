// Statements found by the literal text in their resource patterns.
import { type Action, UNNUMBERED } from './action.js';
import { type Anchor, chooseAnchors, segmentKey, sharedStart, wholeKey } from './anchor.js';
import type { AuthorizationRequest } from './authorization-request.js';
import type { ActionMatcher } from './compile-action.js';
import type { PrincipalMatch } from './compile-principal.js';
import { listedPatterns, matchListed } from './compile-resource.js';
import type { CompiledStatement } from './compiled-statement.js';
import { HashChains } from './hash-chains.js';
import { matchCaller } from './match-statement.js';
import { TextHashes } from './text-hashes.js';
import type { TextPattern } from './text-pattern.js';

/** The resource of the request at hand, hashed. */
const hashes = new TextHashes();

/** The entries without literal text, of all statements about the same actions. */
interface ActionGroup {
  readonly action: ActionMatcher;
  readonly always: readonly number[];
}

/**
 * An index over the resource patterns of statements, each an entry; a clause that lists nothing is
 * one without literal text. The resource of a request is hashed once: whole, by prefix, by segment.
 * A pattern without wildcards stands under its whole text, others under their literal prefix, and
 * those that crowd under one prefix (`arn:aws:docs:*:*:doc/x/*`) under the rarest segment they have
 * in full. What has no literal text is always a candidate. No hash is taken of what all patterns
 * start with.
 *
 * INVARIANT: a hash is only a filter. Every candidate is matched in full before it counts.
 */
export class AnchorIndex {
  readonly #statements: readonly CompiledStatement[];
  /** By entry, the number of its statement, and its place among the patterns that this lists. */
  readonly #owners: Int32Array;
  readonly #groups: readonly ActionGroup[];
  /** The groups that are about an action, by its id. */
  readonly #plans: (readonly ActionGroup[] | undefined)[] = [];
  readonly #chains: HashChains;
  /** Where hashing begins. */
  readonly #from: number;
  readonly #hasWholes: boolean;
  readonly #hasSegments: boolean;
  /** At `n` whether there are paths of `n` characters. */
  readonly #pathLengths: Uint8Array;
  readonly #prefixLengths: readonly number[];

  constructor(statements: readonly CompiledStatement[]) {
    const owners: number[] = [];
    const patterns: (TextPattern | undefined)[] = [];
    statements.forEach(({ resource }, number) => {
      (listedPatterns(resource) ?? [undefined]).forEach((pattern, place) => {
        owners.push(number, place);
        patterns.push(pattern);
      });
    });
    this.#statements = statements;
    this.#owners = Int32Array.from(owners);
    this.#from = sharedStart(patterns);
    const anchors = chooseAnchors(patterns, this.#from);
    this.#chains = new HashChains(anchors.map((anchor) => anchor?.key));
    this.#groups = this.#groupByAction(anchors);
    this.#hasWholes = anchors.some((anchor) => anchor?.kind === 'whole');
    this.#hasSegments = anchors.some((anchor) => anchor?.kind === 'segment');
    this.#prefixLengths = lengthsOf(anchors, 'prefix');
    const pathLengths = lengthsOf(anchors, 'path');
    this.#pathLengths = new Uint8Array(Math.max(0, ...pathLengths) + 1);
    for (const length of pathLengths) this.#pathLengths[length] = 1;
  }

  /**
   * Any statement that matches, and names the caller in the `wanted` way if that is given. The
   * resource has at most {@link MAX_HASHED_LENGTH} characters.
   */
  find(
    action: Action,
    request: AuthorizationRequest,
    hasBoundary: boolean,
    wanted: PrincipalMatch | undefined,
  ): CompiledStatement | undefined {
    const plan = this.#plans[action.id] ?? this.#makePlan(action);
    if (plan.length === 0) return undefined;
    return (
      this.#findByText(action, request, hasBoundary, wanted) ??
      this.#findWithoutText(plan, action, request, hasBoundary, wanted)
    );
  }

  #findByText(
    action: Action,
    request: AuthorizationRequest,
    hasBoundary: boolean,
    wanted: PrincipalMatch | undefined,
  ): CompiledStatement | undefined {
    const { length } = request.resource;
    if (length < this.#from) return undefined;
    hashes.read(request.resource, this.#from);
    const { prefixes, ends, segments, segmentCount } = hashes;
    if (this.#hasWholes) {
      const key = wholeKey(prefixes[length] as number);
      const found = this.#walk(key, action, request, hasBoundary, wanted);
      if (found !== undefined) return found;
    }
    for (let n = 0; n < segmentCount - 1; n += 1) {
      const end = ends[n] as number;
      if (this.#pathLengths[end] !== 1) continue;
      const found = this.#walk(prefixes[end] as number, action, request, hasBoundary, wanted);
      if (found !== undefined) return found;
    }
    for (const end of this.#prefixLengths) {
      if (end > length) continue;
      const found = this.#walk(prefixes[end] as number, action, request, hasBoundary, wanted);
      if (found !== undefined) return found;
    }
    for (let n = 0; this.#hasSegments && n < segmentCount; n += 1) {
      const key = segmentKey(segments[n] as number);
      const found = this.#walk(key, action, request, hasBoundary, wanted);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  #findWithoutText(
    plan: readonly ActionGroup[],
    action: Action,
    request: AuthorizationRequest,
    hasBoundary: boolean,
    wanted: PrincipalMatch | undefined,
  ): CompiledStatement | undefined {
    for (const { always } of plan) {
      for (const entry of always) {
        const found = this.#match(entry, action, request, hasBoundary, wanted);
        if (found !== undefined) return found;
      }
    }
    return undefined;
  }

  /** The first in the chain of `key` that matches. */
  #walk(
    key: number,
    action: Action,
    request: AuthorizationRequest,
    hasBoundary: boolean,
    wanted: PrincipalMatch | undefined,
  ): CompiledStatement | undefined {
    let place = this.#chains.first(key);
    if (place < 0) return undefined;
    while (true) {
      const entry = this.#chains.at(place);
      const found = this.#match(entry < 0 ? ~entry : entry, action, request, hasBoundary, wanted);
      if (found !== undefined || entry < 0) return found;
      place += 1;
    }
  }

  #match(
    entry: number,
    action: Action,
    request: AuthorizationRequest,
    hasBoundary: boolean,
    wanted: PrincipalMatch | undefined,
  ): CompiledStatement | undefined {
    const owner = this.#statements[this.#owners[entry * 2] as number] as CompiledStatement;
    if (!owner.action.matches(action)) return undefined;
    const place = this.#owners[entry * 2 + 1] as number;
    if (!matchListed(owner.resource, place, request.resource, request.context)) return undefined;
    return matchCaller(owner, request, hasBoundary, wanted) === undefined ? undefined : owner;
  }

  #makePlan(action: Action): readonly ActionGroup[] {
    const plan = this.#groups.filter((group) => group.action.matches(action));
    if (action.id !== UNNUMBERED) this.#plans[action.id] = plan;
    return plan;
  }

  /** Equal action clauses are one matcher, so a group is found by identity. */
  #groupByAction(anchors: readonly (Anchor | undefined)[]): readonly ActionGroup[] {
    const groups = new Map<ActionMatcher, number[]>();
    for (const { action } of this.#statements) if (!groups.has(action)) groups.set(action, []);
    anchors.forEach((anchor, entry) => {
      if (anchor !== undefined) return;
      const { action } = this.#statements[this.#owners[entry * 2] as number] as CompiledStatement;
      groups.get(action)?.push(entry);
    });
    return [...groups].map(([action, always]) => ({ action, always }));
  }
}

function lengthsOf(
  anchors: readonly (Anchor | undefined)[],
  kind: Anchor['kind'],
): readonly number[] {
  const lengths = new Set<number>();
  for (const anchor of anchors) if (anchor?.kind === kind) lengths.add(anchor.length);
  return [...lengths];
}
