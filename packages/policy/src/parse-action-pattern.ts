// An action in a statement: `*`, or `service:name` with wildcards in the name alone.
import type { IssueLog } from './issue-log.js';
import type { PlacedText } from './read-text.js';

/**
 * Checks one entry of `Action` or `NotAction` (IAM User Guide, "IAM JSON policy elements: Action").
 * The prefix is a service's own and takes no wildcard.
 */
export function parseActionPattern({ text, place }: PlacedText, log: IssueLog): void {
  if (text === '*') return;
  const colon = text.indexOf(':');
  const service = text.slice(0, Math.max(0, colon));
  if (text.includes('${')) {
    const message = `no policy variable is read in an action, found \`${text}\``;
    log.report(place, 'VARIABLE_UNSUPPORTED_IN_ELEMENT', message);
  } else if (colon === -1 || !NAME.test(text.slice(colon + 1))) {
    const message = `expected \`*\` or \`service:ActionName\`, found \`${text}\``;
    log.report(place, 'INVALID_ACTION', message);
  } else if (!SERVICE.test(service)) {
    const message = `expected a service prefix of letters, digits and hyphens, found \`${service}\``;
    log.report(place, 'INVALID_SERVICE_IN_ACTION', message);
  }
}

const NAME = /^[\w.*?-]+$/;
const SERVICE = /^[a-z0-9-]+$/i;
