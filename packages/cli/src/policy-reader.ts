// The policies of many cases: each parsed once for as long as it keeps coming.
import type { NamedPolicy } from '@ostiary/evaluator';
import {
  type JsonPath,
  type Parsed,
  type Policy,
  type PolicyType,
  parsePolicy,
} from '@ostiary/policy';
import { LRUCache } from 'lru-cache';
import { CaseError } from './errors.js';
import type { ReadJson } from './read-json.js';

/** A policy document within a case. */
export interface PlacedDocument {
  readonly document: unknown;
  readonly path: JsonPath;
  readonly policyType: PolicyType;
}

const MAX_POLICIES = 10_000;
/** In characters of JSON; what is made of them takes some ten times that in bytes. */
const MAX_CHARACTERS = 4_000_000;

/** Reads policies, and knows those it has read lately. */
export class PolicyReader {
  readonly #known = new LRUCache<string, NamedPolicy>({
    max: MAX_POLICIES,
    maxSize: MAX_CHARACTERS,
    sizeCalculation: (_, key) => key.length,
  });

  /**
   * The policy that stands at a place of a case, under the name of that place.
   *
   * @throws CaseError when it cannot be parsed
   */
  read(json: ReadJson, { document, path, policyType }: PlacedDocument): NamedPolicy {
    const name = formatPath(path);
    if (!json.isExact) {
      const policy = getPolicy(parsePolicy(json.text, { policyType, at: path }), []);
      return { name, policy };
    }
    // Printed anew, so that what is kept is the document and not the line around it.
    const text = JSON.stringify(document);
    const key = `${policyType} ${name} ${text}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const policy = { name, policy: getPolicy(parsePolicy(text, { policyType }), path) };
    this.#known.set(key, policy);
    return policy;
  }
}

/** Says the first thing that is wrong, and how much else there is. */
function getPolicy(parsed: Parsed<Policy>, path: JsonPath): Policy {
  if (parsed.ok) return parsed.value;
  const [issue, ...others] = parsed.issues;
  if (issue === undefined) throw new TypeError('a document was refused for no reason');
  const more = others.length === 0 ? '' : `, and ${others.length} more`;
  const message = `${issue.code}: ${issue.message}${more}`;
  throw new CaseError('MalformedPolicyDocument', message, [...path, ...issue.path]);
}

/** `['identityPolicies', 0]` as `identityPolicies[0]`. */
function formatPath([field, ...indexes]: JsonPath): string {
  return `${field}${indexes.map((index) => `[${index}]`).join('')}`;
}
