// GetContextKeysForCustomPolicy.
import { contextKeysOf } from '../context-keys.js';
import type { Operation } from '../operation.js';
import { parseInputList } from '../simulated-policy.js';

/** Names the context keys that policies ask for (IAM API Reference, "GetContextKeysForCustomPolicy"). */
export const getContextKeysForCustomPolicy: Operation<'GetContextKeysForCustomPolicy'> = {
  name: 'GetContextKeysForCustomPolicy',
  access: 'read',
  demands: () => [{ action: 'iam:GetContextKeysForCustomPolicy', resource: '*', context: [] }],
  run: async ({ PolicyInputList }) => {
    const policies = parseInputList('PolicyInputList', PolicyInputList);
    return { ContextKeyNames: contextKeysOf(policies.map(({ policy }) => policy)) };
  },
};
