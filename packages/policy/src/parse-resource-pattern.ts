// A resource in a statement: `*`, or an ARN with wildcards and policy variables.
import type { IssueLog } from './issue-log.js';
import { parsePattern } from './pattern.js';
import type { PolicyVersion } from './policy.js';
import type { PlacedText } from './read-text.js';

/**
 * Checks one entry of `Resource` or `NotResource` (IAM User Guide, "IAM JSON policy elements:
 * Resource"). An ARN has six parts, of which the service takes no wildcard and only the last takes
 * policy variables; parts may be missing where a `*` at the end stands for them.
 */
export function parseResourcePattern(
  { text, place }: PlacedText,
  version: PolicyVersion,
  log: IssueLog,
): void {
  if (text === '*' || PLAIN_ARN.test(text)) return;
  const variables = version === '2012-10-17';
  const pattern = parsePattern(text, { wildcards: true, variables });
  if (!pattern.ok) {
    log.report(place, pattern.code, pattern.message);
    return;
  }
  const parts = text.split(':');
  const [prefix, partition, service] = parts;
  if (prefix !== 'arn') {
    const message = `expected \`*\` or an ARN starting with \`arn:\`, found \`${text}\``;
    log.report(place, 'INVALID_ARN_PREFIX', message);
  } else if (variables && hasVariableBeforeResource(text)) {
    const message = `expected policy variables after the fifth colon alone, found \`${text}\``;
    log.report(place, 'VARIABLE_UNSUPPORTED_IN_ELEMENT', message);
  } else if (!(partition && service) || (parts.length < 6 && !text.endsWith('*'))) {
    const message = `expected \`arn:partition:service:region:account-id:resource\`, found \`${text}\``;
    log.report(place, 'MISSING_ARN_FIELD', message);
  } else if (/[*?$]/.test(service)) {
    const message = `expected the name of one service in the ARN, found \`${service}\``;
    log.report(place, 'INVALID_SERVICE_IN_ARN', message);
  }
}

/** An ARN in which nothing can be wrong: six parts, a service, and no mark of a variable. */
const PLAIN_ARN = /^arn:[^:$]+:[^:*?$]+:[^:$]*:[^:$]*:[^$]*$/;

/** A variable holds colons of its own, so the parts are counted in the text before the first. */
function hasVariableBeforeResource(text: string): boolean {
  const first = text.indexOf('${');
  return first !== -1 && text.slice(0, first).split(':').length < 6;
}
