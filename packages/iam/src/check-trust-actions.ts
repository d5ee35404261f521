// What a trust policy may be about: the operations of STS that a role is assumed by.
import type { Policy } from '@ostiary/policy';
import { IamError } from './errors.js';

/** The actions that mean something on a role (Service Authorization Reference, "AWS STS"). */
const ROLE_ACTIONS = [
  'sts:assumerole',
  'sts:assumerolewithsaml',
  'sts:assumerolewithwebidentity',
  'sts:setcontext',
  'sts:setsourceidentity',
  'sts:tagsession',
];

/**
 * Checks that a trust policy names operations of STS on roles, by name or by a pattern that one of
 * them matches.
 *
 * @throws IamError MalformedPolicyDocument
 */
export function checkTrustActions({ statements }: Policy): void {
  for (const { action } of statements) {
    if (action.patterns.every(isRoleAction)) continue;
    throw new IamError(
      'MalformedPolicyDocument',
      'AssumeRole policy may only specify STS AssumeRole actions.',
    );
  }
}

function isRoleAction(pattern: string): boolean {
  const folded = pattern.toLowerCase();
  const star = folded.search(/[*?]/);
  if (star === -1) return ROLE_ACTIONS.includes(folded);
  return (
    folded.startsWith('sts:') && ROLE_ACTIONS.some((each) => each.startsWith(folded.slice(0, star)))
  );
}
