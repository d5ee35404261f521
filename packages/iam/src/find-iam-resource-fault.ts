// ARNs of IAM in a policy: the control plane knows what its own resources look like.
import type { Policy } from '@ostiary/policy';

/** How the resource of an IAM ARN begins (Service Authorization Reference, "AWS IAM", resource types). */
const RESOURCE_TYPES = [
  'user/',
  'federated-user/',
  'role/',
  'group/',
  'instance-profile/',
  'mfa/',
  'server-certificate/',
  'policy/',
  'sms-mfa/',
  'saml-provider/',
  'oidc-provider/',
  'report/',
  'access-report/',
];

/** What AWS says of an ARN of IAM that nothing can have, or undefined when there is none. */
export function findIamResourceFault({ statements }: Policy): string | undefined {
  for (const { resource } of statements) {
    for (const pattern of resource?.patterns ?? []) {
      const fault = describeFault(pattern);
      if (fault !== undefined) return fault;
    }
  }
  return undefined;
}

function describeFault(pattern: string): string | undefined {
  const [, , service, region, accountId, ...rest] = pattern.split(':');
  if (service !== 'iam' || accountId === undefined) return undefined;
  if (region !== '' && region !== '*') {
    return `IAM resource ${pattern} cannot contain region information.`;
  }
  const resource = rest.join(':');
  const literal = resource.split(/[*?$]/, 1)[0] ?? '';
  const isPossible = [...RESOURCE_TYPES, 'root'].some(
    (type) => literal.startsWith(type) || (literal !== resource && type.startsWith(literal)),
  );
  if (isPossible || resource === 'root') return undefined;
  return `IAM resource path must either be "*" or start with ${RESOURCE_TYPES.join(', ')}.`;
}
