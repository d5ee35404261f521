// GetContextKeysForPrincipalPolicy.
import { contextKeysOf } from '../context-keys.js';
import { findHeldDocuments } from '../held-documents.js';
import type { Operation } from '../operation.js';
import { demandOnPolicyEntity, getPolicyEntity } from '../policy-entity.js';
import { parseInputList, parseSimulatedPolicy } from '../simulated-policy.js';

/** Names the context keys that the policies of an entity ask for (IAM API Reference, "GetContextKeysForPrincipalPolicy"). */
export const getContextKeysForPrincipalPolicy: Operation<'GetContextKeysForPrincipalPolicy'> = {
  name: 'GetContextKeysForPrincipalPolicy',
  access: 'read',
  demands: ({ PolicySourceArn }, scope) =>
    demandOnPolicyEntity('iam:GetContextKeysForPrincipalPolicy', PolicySourceArn, scope),
  run: async ({ PolicySourceArn, PolicyInputList }, scope) => {
    const entity = await getPolicyEntity(PolicySourceArn, scope);
    const held = await findHeldDocuments(entity, scope);
    const policies = [
      ...held.map((each) => parseSimulatedPolicy(each.policyName, each.document, 'identity')),
      ...parseInputList('PolicyInputList', PolicyInputList),
    ];
    return { ContextKeyNames: contextKeysOf(policies.map(({ policy }) => policy)) };
  },
};
