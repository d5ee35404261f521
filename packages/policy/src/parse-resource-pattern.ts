// A resource in a statement: `*`, or an ARN with wildcards and policy variables.
import type { IssueLog } from './issue-log.js';
import { parsePattern } from './pattern.js';
import type { PolicyVersion } from './policy.js';
import type { PlacedText } from './read-text.js';

/**
 * Checks one entry of `Resource` or `NotResource` (IAM User Guide, "IAM JSON policy elements:
 * Resource"). An ARN has six parts and its service takes no wildcard; parts may be missing where a
 * `*` at the end stands for them.
 */
export function parseResourcePattern(
  { text, place }: PlacedText,
  version: PolicyVersion,
  log: IssueLog,
): void {
  if (text === '*') return;
  const pattern = parsePattern(text, { wildcards: true, variables: version === '2012-10-17' });
  if (!pattern.ok) {
    log.report(place, pattern.code, pattern.message);
    return;
  }
  const parts = text.split(':');
  const [prefix, partition, service] = parts;
  if (prefix !== 'arn') {
    const message = `expected \`*\` or an ARN starting with \`arn:\`, found \`${text}\``;
    log.report(place, 'INVALID_ARN_PREFIX', message);
  } else if (!(partition && service) || (parts.length < 6 && !text.endsWith('*'))) {
    const message = `expected \`arn:partition:service:region:account-id:resource\`, found \`${text}\``;
    log.report(place, 'MISSING_ARN_FIELD', message);
  } else if (/[*?$]/.test(service)) {
    const message = `expected the name of one service in the ARN, found \`${service}\``;
    log.report(place, 'INVALID_SERVICE_IN_ARN', message);
  }
}
