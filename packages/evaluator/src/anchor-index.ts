// Statements found by the literal text in their resource patterns.
import { chooseAnchors, segmentKey, wholeKey } from './anchor.js';
import type { AuthorizationRequest } from './authorization-request.js';
import { listedPatterns, matchResource } from './compile-resource.js';
import type { CompiledStatement } from './compiled-statement.js';
import { HashChains } from './hash-chains.js';
import { matchCaller } from './match-statement.js';
import { TextHashes } from './text-hashes.js';
import { matchTextPattern, type TextPattern } from './text-pattern.js';

/** The resource of the request at hand, hashed. */
const hashes = new TextHashes();

/**
 * An index over the resource patterns of statements. The resource of a request is hashed once:
 * whole, by prefix, by segment. A pattern without wildcards stands under its whole text, others
 * under their literal prefix, and those that crowd under one prefix (`arn:aws:docs:*:*:doc/x/*`)
 * under the rarest segment they have in full. What has no literal text is always a candidate.
 *
 * INVARIANT: a hash is only a filter. Every candidate is matched in full before it counts.
 */
export class AnchorIndex {
  readonly #owners: readonly CompiledStatement[];
  readonly #patterns: readonly (TextPattern | undefined)[];
  readonly #always: number[] = [];
  readonly #chains: HashChains;
  readonly #prefixLengths: readonly number[];
  readonly #hasSegments: boolean;

  constructor(statements: readonly CompiledStatement[]) {
    const entries = statements.map(patternsOf);
    this.#owners = statements.flatMap((owner, at) => entries[at]?.map(() => owner) ?? []).slice();
    this.#patterns = entries.flat().slice();
    this.#chains = new HashChains(this.#owners.length);
    const anchors = chooseAnchors(this.#patterns);
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
    const owner = this.#owners[entry] as CompiledStatement;
    const pattern = this.#patterns[entry];
    const { resource, context } = request;
    const isAbout =
      pattern === undefined
        ? matchResource(owner.resource, resource, context)
        : matchTextPattern(pattern, resource, context);
    return isAbout && matchCaller(owner, request, hasBoundary) !== undefined ? owner : undefined;
  }
}

/** An entry for each pattern; a clause that lists nothing has one without, always a candidate. */
function patternsOf({ resource }: CompiledStatement): readonly (TextPattern | undefined)[] {
  return listedPatterns(resource) ?? [undefined];
}
