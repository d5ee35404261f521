// Statements found by the literal text in their resource patterns.
import { type Action, UNNUMBERED } from './action.js';
import { type Anchor, chooseAnchors, segmentKey, sharedStart, wholeKey } from './anchor.js';
import type { AuthorizationRequest } from './authorization-request.js';
import type { ActionMatcher } from './compile-action.js';
import type { PrincipalMatch } from './compile-principal.js';
import { listedPatterns, matchResource, type ResourceMatcher } from './compile-resource.js';
import type { CompiledStatement } from './compiled-statement.js';
import { HashChains } from './hash-chains.js';
import { matchCaller } from './match-statement.js';
import { TextHashes } from './text-hashes.js';
import { matchTextPattern, type TextPattern } from './text-pattern.js';

/** The resource of the request at hand, hashed. */
const hashes = new TextHashes();

/** The places of the entries without literal text, of all statements about the same actions. */
interface ActionGroup {
  readonly action: ActionMatcher;
  readonly always: readonly number[];
}

/** A pattern among those of its statement. */
interface Entry {
  readonly statement: CompiledStatement;
  /** Its place among the patterns that the statement lists. */
  readonly listed: number;
  /** Undefined for a clause that lists none. */
  readonly pattern: TextPattern | undefined;
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
  readonly #groups: readonly ActionGroup[];
  /** The groups that are about an action, by its id. */
  readonly #plans: (readonly ActionGroup[] | undefined)[] = [];
  readonly #chains: HashChains;
  /** The statements of the entries, by the places that the chains give them. */
  readonly #candidates: readonly CompiledStatement[];
  /** Likewise which of its patterns each is about; looked at where a statement lists several. */
  readonly #listed: Uint32Array;
  /** Where hashing begins. */
  readonly #from: number;
  readonly #hasSegments: boolean;
  /** At `n` whether there are texts without wildcards, and paths, of `n` characters. */
  readonly #wholeLengths: Uint8Array;
  readonly #pathLengths: Uint8Array;
  readonly #prefixLengths: readonly number[];

  constructor(statements: readonly CompiledStatement[]) {
    const entries = statements.flatMap(listEntries);
    const patterns = entries.map(({ pattern }) => pattern);
    this.#from = sharedStart(patterns);
    const anchors = chooseAnchors(patterns, this.#from);
    const candidates = new Array<CompiledStatement>(entries.length);
    const always = new Map<ActionMatcher, number[]>();
    for (const { action } of statements) if (!always.has(action)) always.set(action, []);
    this.#listed = new Uint32Array(entries.length);
    this.#chains = new HashChains(
      anchors.map((anchor) => anchor?.key),
      (entry, place) => {
        const { statement, listed } = entries[entry] as Entry;
        candidates[place] = statement;
        this.#listed[place] = listed;
        if (anchors[entry] === undefined) always.get(statement.action)?.push(place);
      },
    );
    this.#candidates = candidates;
    this.#groups = [...always].map(([action, places]) => ({ action, always: places }));
    this.#hasSegments = anchors.some((anchor) => anchor?.kind === 'segment');
    this.#wholeLengths = flagLengths(anchors, 'whole');
    this.#pathLengths = flagLengths(anchors, 'path');
    this.#prefixLengths = lengthsOf(anchors, 'prefix');
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
    if (this.#wholeLengths[length] === 1) {
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
      for (const place of always) {
        const found = this.#match(place, action, request, hasBoundary, wanted);
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
    if (place === -1) return undefined;
    while (true) {
      const found = this.#match(place, action, request, hasBoundary, wanted);
      if (found !== undefined || !this.#chains.goesOn(place)) return found;
      place += 1;
    }
  }

  #match(
    place: number,
    action: Action,
    request: AuthorizationRequest,
    hasBoundary: boolean,
    wanted: PrincipalMatch | undefined,
  ): CompiledStatement | undefined {
    const statement = this.#candidates[place] as CompiledStatement;
    if (!statement.action.matches(action)) return undefined;
    if (!this.#isAbout(statement.resource, place, request)) return undefined;
    return matchCaller(statement, request, hasBoundary, wanted) === undefined
      ? undefined
      : statement;
  }

  #isAbout(
    matcher: ResourceMatcher,
    place: number,
    { resource, context }: AuthorizationRequest,
  ): boolean {
    if (typeof matcher === 'string' || matcher.kind !== 'anyOf') {
      return matchResource(matcher, resource, context);
    }
    const pattern = matcher.patterns[this.#listed[place] as number] as TextPattern;
    return matchTextPattern(pattern, resource, context);
  }

  #makePlan(action: Action): readonly ActionGroup[] {
    const plan = this.#groups.filter((group) => group.action.matches(action));
    if (action.id !== UNNUMBERED) this.#plans[action.id] = plan;
    return plan;
  }
}

function listEntries(statement: CompiledStatement): readonly Entry[] {
  const patterns: readonly (TextPattern | undefined)[] = listedPatterns(statement.resource) ?? [
    undefined,
  ];
  return patterns.map((pattern, listed) => ({ statement, listed, pattern }));
}

function flagLengths(anchors: readonly (Anchor | undefined)[], kind: Anchor['kind']): Uint8Array {
  const lengths = lengthsOf(anchors, kind);
  const flags = new Uint8Array(Math.max(0, ...lengths) + 1);
  for (const length of lengths) flags[length] = 1;
  return flags;
}

function lengthsOf(
  anchors: readonly (Anchor | undefined)[],
  kind: Anchor['kind'],
): readonly number[] {
  const lengths = new Set<number>();
  for (const anchor of anchors) if (anchor?.kind === kind) lengths.add(anchor.length);
  return [...lengths];
}
