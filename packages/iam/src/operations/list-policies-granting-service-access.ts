// ListPoliciesGrantingServiceAccess.
import type { OutputOf } from '@ostiary/api';
import { parsePolicy } from '@ostiary/policy';
import { grantedServices } from '../granted-services.js';
import { findHeldDocuments, type HeldDocument } from '../held-documents.js';
import type { Operation } from '../operation.js';
import { type Listing, page } from '../paging.js';
import { demandOnPolicyEntity, getPolicyEntity } from '../policy-entity.js';

type Grant = OutputOf<'ListPoliciesGrantingServiceAccess'>['PoliciesGrantingServiceAccess'][number];
type PolicyShape = NonNullable<Grant['Policies']>[number];

/**
 * Lists the policies that let somebody call services, service by service in the order that was
 * asked (IAM API Reference, "ListPoliciesGrantingServiceAccess"). Conditions and denies do not count.
 */
export const listPoliciesGrantingServiceAccess: Operation<'ListPoliciesGrantingServiceAccess'> = {
  name: 'ListPoliciesGrantingServiceAccess',
  access: 'read',
  demands: ({ Arn }, scope) =>
    demandOnPolicyEntity('iam:ListPoliciesGrantingServiceAccess', Arn, scope),
  run: async (input, scope) => {
    const { ServiceNamespaces } = input;
    const held = await findHeldDocuments(await getPolicyEntity(input.Arn, scope), scope);
    const services: Listing<number> = {
      of: [],
      position: (index) => [String(index)],
      after: async (position, limit) => {
        const start = position === undefined ? 0 : Number(position[0]) + 1;
        return [...ServiceNamespaces.keys()].slice(start, start + limit);
      },
    };
    const { items, ending } = await page(
      'ListPoliciesGrantingServiceAccess',
      input,
      services,
      scope,
    );
    return {
      PoliciesGrantingServiceAccess: items.map((index) => {
        const ServiceNamespace = ServiceNamespaces[index] ?? '';
        const granting = held.filter((each) => isGranting(each, ServiceNamespace));
        return { ServiceNamespace, Policies: granting.map((each) => describe(each)) };
      }),
      ...ending,
    };
  },
};

function isGranting({ document }: HeldDocument, service: string): boolean {
  const parsed = parsePolicy(document, { policyType: 'identity' });
  return parsed.ok && grantedServices(parsed.value, [service.toLowerCase()]).length > 0;
}

function describe({ holder, policyName, policyArn }: HeldDocument): PolicyShape {
  if (policyArn !== undefined) {
    return { PolicyName: policyName, PolicyType: 'MANAGED', PolicyArn: policyArn };
  }
  return {
    PolicyName: policyName,
    PolicyType: 'INLINE',
    EntityType: holder.kind.toUpperCase(),
    EntityName: holder.name,
  };
}
