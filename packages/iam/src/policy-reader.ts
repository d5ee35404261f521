// Stored documents, parsed once: many users have one managed policy, and each asks for it.
import type { NamedPolicy } from '@ostiary/evaluator';
import { LRUCache } from 'lru-cache';
import { checkPolicyDocument, type PolicyDocumentKind } from './check-policy-document.js';

/**
 * Parses a document that is stored.
 *
 * @throws IamError MalformedPolicyDocument when it is none, which refuses whoever it binds
 */
export type PolicyReader = (
  name: string,
  document: string,
  kind: PolicyDocumentKind,
) => NamedPolicy;

/** How much text is kept parsed, in characters; what it is parsed to takes some times as much. */
const MAX_CHARACTERS = 8 * 1024 * 1024;

/**
 * Makes a reader that answers the same text of the same name with the same object, so that the
 * evaluator, which knows policies by their object, compiles it once too. The text is part of the
 * key: a policy that was changed is another one, and nothing has to be told.
 */
export function createPolicyReader(maxCharacters: number = MAX_CHARACTERS): PolicyReader {
  const parsed = new LRUCache<string, NamedPolicy>({
    maxSize: maxCharacters,
    sizeCalculation: (_, key) => key.length,
  });
  return (name, document, kind) => {
    const key = [kind, name, document].join('\n');
    const known = parsed.get(key);
    if (known !== undefined) return known;
    const policy = { name, policy: checkPolicyDocument(document, kind) };
    parsed.set(key, policy);
    return policy;
  };
}
