// The control policies that every organization has: they allow everything and grant nothing.
import type { Policy } from '@ostiary/policy';
import type { Attachments, ControlPolicy, ControlPolicyType } from './organization.js';

/**
 * The name of the policy that is there without being in the document (AWS Organizations User Guide,
 * "SCP evaluation", "Resource control policies (RCPs)").
 */
export const FULL_ACCESS: Readonly<Record<ControlPolicyType, string>> = {
  serviceControl: 'FullAWSAccess',
  resourceControl: 'RCPFullAWSAccess',
};

/** The same policies, by type. */
export const BUILT_IN: Readonly<Record<ControlPolicyType, ControlPolicy>> = {
  serviceControl: builtIn(FULL_ACCESS.serviceControl, false),
  resourceControl: builtIn(FULL_ACCESS.resourceControl, true),
};

/** What is attached where a document says nothing, as AWS attaches it to whatever is new. */
export const DEFAULT_ATTACHMENTS: Attachments = {
  serviceControl: [FULL_ACCESS.serviceControl],
  resourceControl: [FULL_ACCESS.resourceControl],
};

function builtIn(name: string, isAboutResources: boolean): ControlPolicy {
  const principals = [{ key: 'AWS' as const, value: '*' }];
  const policy: Policy = {
    version: '2012-10-17',
    id: undefined,
    statements: [
      {
        sid: undefined,
        effect: 'Allow',
        principal: isAboutResources ? { element: 'Principal', principals } : undefined,
        action: { element: 'Action', patterns: ['*'] },
        resource: { element: 'Resource', patterns: ['*'] },
        conditions: [],
      },
    ],
  };
  return { name, description: undefined, policy, text: '' };
}
