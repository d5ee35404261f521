// The region set of SigV4A: the regions that a signature is good for.
import { isCredentialPart } from './credential-scope.js';
import { limits } from './limits.js';

/**
 * Parses a region set such as `us-east-1,eu-*`: regions, in which `*` stands for any characters,
 * between commas. Undefined when the text is none.
 */
export function parseRegionSet(text: string): readonly string[] | undefined {
  const patterns = text.split(',', limits.regionSetCount + 1).map((pattern) => pattern.trim());
  if (patterns.length > limits.regionSetCount) return undefined;
  return patterns.every(isRegionPattern) ? patterns : undefined;
}

function isRegionPattern(text: string): boolean {
  return text.length <= limits.regionLength && isCredentialPart(text);
}

/** Whether a region is in a set. */
export function isInRegionSet(region: string, patterns: readonly string[]): boolean {
  return patterns.some((pattern) => matchRegion(region, pattern));
}

/** Greedy with one mark to come back to, so at worst the product of the lengths, both bounded. */
function matchRegion(region: string, pattern: string): boolean {
  let at = 0;
  let star = -1;
  let mark = 0;
  for (let index = 0; index < region.length; ) {
    if (pattern[at] === '*') {
      star = at++;
      mark = index;
    } else if (at < pattern.length && pattern[at] === region[index]) {
      at++;
      index++;
    } else if (star >= 0) {
      at = star + 1;
      index = ++mark;
    } else return false;
  }
  while (pattern[at] === '*') at++;
  return at === pattern.length;
}
