// The canonical path, by the rule of the service.
import { percentEncode } from './percent-encode.js';

/**
 * How a service reads its paths. `normalized`, every service but one: `.`, `..` and empty
 * segments are folded, and the raw path is encoded once more, so `%` becomes `%25`. `s3`: the
 * path names an object, so nothing is folded and nothing encoded twice.
 */
export type PathRule = 'normalized' | 's3';

const rules = {
  normalized: { fold: foldSegments, decodes: false },
  s3: { fold: (path: string): string => path || '/', decodes: true },
} as const;

/**
 * The canonical path of a raw one (IAM User Guide, "Create a signed AWS API request",
 * CanonicalUri; the encoding was checked against what the AWS SDKs send).
 */
export function canonicalPath(rawPath: string, rule: PathRule): string {
  const { fold, decodes } = rules[rule];
  return percentEncode(fold(rawPath), { decodes, plusIsSpace: false, keepsSlash: true });
}

/** Removes `.`, `..` and empty segments; a closing slash stays (RFC 3986, section 6.2.2.3). */
function foldSegments(path: string): string {
  if (!path.includes('//') && !path.includes('/.')) return path || '/';
  const kept: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '..') kept.pop();
    else if (segment !== '' && segment !== '.') kept.push(segment);
  }
  return `/${kept.join('/')}${kept.length > 0 && path.endsWith('/') ? '/' : ''}`;
}
