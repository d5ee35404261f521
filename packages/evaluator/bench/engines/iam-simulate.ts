// iam-simulate: AWS policies as objects, handed to each call.
import { runUnsafeSimulation, type Simulation } from '@cloud-copilot/iam-simulate';
import { contextEntries, printDocuments, userArn } from '../aws-policy.js';
import type { Engine } from '../engine.js';
import { ACCOUNT } from '../workload.js';

/** `@cloud-copilot/iam-simulate`; AGPL, and so here to be compared with, nothing more. */
export const iamSimulate: Engine = {
  name: '@cloud-copilot/iam-simulate',
  use: '`runUnsafeSimulation`, its synchronous way without validation (`runSimulation` knows the actions of AWS alone), with the policies of the user as parsed JSON; it has no way to prepare them, loads them again at each call and explains every statement whether asked or not',
  translate: (workload) => {
    const texts = {
      groups: workload.groups.map(printDocuments),
      users: workload.users.map(({ own }) => printDocuments(own)),
    };
    return () => {
      const groups = texts.groups.map((documents) => documents.map(named));
      const users = texts.users.map((documents, at) => [
        ...documents.map(named),
        ...(workload.users[at]?.groups ?? []).flatMap((group) => groups[group] ?? []),
      ]);
      return {
        prepare: (requests) => {
          const simulations = requests.map((request): Simulation => {
            const user = workload.users[request.user];
            const name = user?.name ?? '';
            return {
              request: {
                principal: user === undefined ? '' : userArn(user),
                action: request.action,
                resource: { resource: request.resource, accountId: ACCOUNT },
                contextVariables: {
                  'aws:username': name,
                  ...Object.fromEntries(contextEntries(request)),
                },
              },
              identityPolicies: users[request.user] ?? [],
              serviceControlPolicies: [],
              resourceControlPolicies: [],
            };
          });
          return (from, to) => {
            let allowed = 0;
            for (let at = from; at < to; at += 1) {
              const simulation = simulations[at];
              if (simulation === undefined) continue;
              if (runUnsafeSimulation(simulation, {}) === 'Allowed') allowed += 1;
            }
            return allowed;
          };
        },
      };
    };
  },
};

function named(text: string, at: number): { readonly name: string; readonly policy: unknown } {
  return { name: `policy-${at}`, policy: JSON.parse(text) };
}
