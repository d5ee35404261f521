// The condition keys that follow from where an account stands in an organization.
import type { OrganizationPath } from './policy-lookup.js';

/** Of most accounts, for every request. */
const nowhere = {
  Principal: [
    ['aws:PrincipalOrgID', []],
    ['aws:PrincipalOrgPaths', []],
  ],
  Resource: [
    ['aws:ResourceOrgID', []],
    ['aws:ResourceOrgPaths', []],
  ],
} as const;

/**
 * `aws:PrincipalOrgID` and `aws:PrincipalOrgPaths` of the caller's account, `aws:ResourceOrgID` and
 * `aws:ResourceOrgPaths` of the resource's (IAM User Guide, "AWS global condition context keys").
 * For an account that is in no organization they are absent, whatever else the request said.
 */
export function organizationContext(
  whose: 'Principal' | 'Resource',
  place: OrganizationPath | undefined,
): readonly (readonly [key: string, value: readonly string[]])[] {
  return place === undefined
    ? nowhere[whose]
    : [
        [`aws:${whose}OrgID`, [place.organizationId]],
        [`aws:${whose}OrgPaths`, [place.path]],
      ];
}
