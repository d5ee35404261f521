// A refusal in the words of AWS, naming the kind of policy that refused and nothing more.
import { formatPrincipal, type PolicyType } from '@ostiary/policy';
import type { ExplicitDeny, ImplicitDeny } from './decision.js';
import { POLICY_TYPE_NAMES } from './policy-type-names.js';

/**
 * The message of an AccessDenied error: who was refused what on which resource, and because of
 * which kind of policy (IAM User Guide, "Troubleshooting access denied error messages"). It is fit
 * for the caller: it names no statement and quotes no policy.
 */
export function accessDeniedMessage(decision: ExplicitDeny | ImplicitDeny): string {
  const { principal, action, resource } = decision.request;
  const on = resource === '*' ? '' : ` on resource: ${resource}`;
  const who = formatPrincipal(principal);
  return `User: ${who} is not authorized to perform: ${action}${on} ${because(decision)}`;
}

function because(decision: ExplicitDeny | ImplicitDeny): string {
  if (decision.outcome === 'implicitDeny') {
    const name = POLICY_TYPE_NAMES[decision.missing];
    return `because no ${name} allows the ${decision.request.action} action`;
  }
  return `with an explicit deny in ${withArticle(decision.by.policyType)}`;
}

/** There is one trust policy, and maybe many of any other type. */
function withArticle(policyType: PolicyType): string {
  const name = POLICY_TYPE_NAMES[policyType];
  if (policyType === 'trust') return `the ${name}`;
  return `${/^[aeiou]/.test(name) ? 'an' : 'a'} ${name}`;
}
