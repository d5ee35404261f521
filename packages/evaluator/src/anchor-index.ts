// Statements found by the literal text in their resource patterns.
import { chooseAnchors, segmentKey, wholeKey } from './anchor.js';
import type { AuthorizationRequest } from './authorization-request.js';
import { listedPatterns, matchListed } from './compile-resource.js';
import type { CompiledStatement } from './compiled-statement.js';
import { HashChains } from './hash-chains.js';
import { matchCaller } from './match-statement.js';
import { TextHashes } from './text-hashes.js';
import type { TextPattern } from './text-pattern.js';

/** The resource of the request at hand, hashed. */
const hashes = new TextHashes();

/**
 * An index over the resource patterns of statements, each an entry; a clause that lists nothing is
 * one without literal text. The resource of a request is hashed once: whole, by prefix, by segment.
 * A pattern without wildcards stands under its whole text, others under their literal prefix, and
 * those that crowd under one prefix (`arn:aws:docs:*:*:doc/x/*`) under the rarest segment they have
 * in full. What has no literal text is always a candidate.
 *
 * INVARIANT: a hash is only a filter. Every candidate is matched in full before it counts.
 */
export class AnchorIndex {
  readonly #statements: readonly CompiledStatement[];
  /** By entry, the number of its statement, and its place among the patterns that this lists. */
  readonly #owners: Uint32Array;
  readonly #places: Uint32Array;
  readonly #always: number[] = [];
  readonly #chains: HashChains;
  readonly #prefixLengths: readonly number[];
  readonly #hasSegments: boolean;

  /** `members`: the numbers of the statements that are looked for. */
  constructor(statements: readonly CompiledStatement[], members: readonly number[]) {
    const owners: number[] = [];
    const places: number[] = [];
    const patterns: (TextPattern | undefined)[] = [];
    for (const member of members) {
      const { resource } = statements[member] as CompiledStatement;
      (listedPatterns(resource) ?? [undefined]).forEach((pattern, place) => {
        owners.push(member);
        places.push(place);
        patterns.push(pattern);
      });
    }
    this.#statements = statements;
    this.#owners = Uint32Array.from(owners);
    this.#places = Uint32Array.from(places);
    this.#chains = new HashChains(owners.length);
    const anchors = chooseAnchors(patterns);
    const prefixLengths = new Set<number>();
    anchors.forEach((anchor, entry) => {
      if (anchor === undefined) this.#always.push(entry);
      else this.#chains.add(anchor.key, entry);
      if (anchor?.kind === 'prefix') prefixLengths.add(anchor.length);
    });
    this.#prefixLengths = [...prefixLengths];
    this.#hasSegments = anchors.some((anchor) => anchor?.kind === 'segment');
  }

  /** Any statement whose resource, principal and conditions match. */
  find(request: AuthorizationRequest, hasBoundary: boolean): CompiledStatement | undefined {
    hashes.read(request.resource);
    const { prefixes, segments, segmentCount, length } = hashes;
    const found = this.#walk(wholeKey(prefixes[length] as number), request, hasBoundary);
    if (found !== undefined) return found;
    for (const prefixLength of this.#prefixLengths) {
      if (prefixLength > length) continue;
      const found = this.#walk(prefixes[prefixLength] as number, request, hasBoundary);
      if (found !== undefined) return found;
    }
    for (let n = 0; this.#hasSegments && n < segmentCount; n += 1) {
      const found = this.#walk(segmentKey(segments[n] as number), request, hasBoundary);
      if (found !== undefined) return found;
    }
    for (const entry of this.#always) {
      const found = this.#match(entry, request, hasBoundary);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** The first in the chain of `key` that matches. */
  #walk(
    key: number,
    request: AuthorizationRequest,
    hasBoundary: boolean,
  ): CompiledStatement | undefined {
    for (let entry = this.#chains.first(key); entry >= 0; entry = this.#chains.next(entry)) {
      const found = this.#match(entry, request, hasBoundary);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  #match(
    entry: number,
    request: AuthorizationRequest,
    hasBoundary: boolean,
  ): CompiledStatement | undefined {
    const owner = this.#statements[this.#owners[entry] as number] as CompiledStatement;
    const place = this.#places[entry] as number;
    const isAbout = matchListed(owner.resource, place, request.resource, request.context);
    return isAbout && matchCaller(owner, request, hasBoundary) !== undefined ? owner : undefined;
  }
}
