// SimulateCustomPolicy.
import type { Operation } from '../operation.js';
import { parseInputList } from '../simulated-policy.js';
import {
  readCaller,
  readSurroundings,
  simulateOnPage,
  unnamedCaller,
} from '../simulation-input.js';

/** Says what policies that are given would decide (IAM API Reference, "SimulateCustomPolicy"). */
export const simulateCustomPolicy: Operation<'SimulateCustomPolicy'> = {
  name: 'SimulateCustomPolicy',
  access: 'read',
  demands: () => [{ action: 'iam:SimulateCustomPolicy', resource: '*', context: [] }],
  run: async (input, scope) => {
    const boundary = 'PermissionsBoundaryPolicyInputList';
    const levels = input.OrderedOrganizationPolicyInputList;
    const caller = input.CallerArn === undefined ? undefined : readCaller(input.CallerArn);
    const simulation = {
      ...readSurroundings(input, caller),
      principal: caller ?? unnamedCaller(scope),
      identity: parseInputList('PolicyInputList', input.PolicyInputList),
      permissionsBoundary: input[boundary] ? parseInputList(boundary, input[boundary]) : null,
      serviceControl:
        levels?.map(({ ServiceControlPolicyInputList }, index) =>
          parseInputList(
            `OrderedOrganizationPolicyInputList.${index + 1}`,
            ServiceControlPolicyInputList,
            'serviceControl',
          ),
        ) ?? null,
    };
    return simulateOnPage('SimulateCustomPolicy', input, simulation, scope);
  },
};
