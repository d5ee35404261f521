// The peer: @cloud-copilot/iam-simulate, asked the same question.
import { runSimulation, type Simulation } from '@cloud-copilot/iam-simulate';
import type { Decision } from '../../src/index.js';
import { type SimulatedCase, simulate } from '../simulated-case.js';

/** How the peer decides a case; throws when it takes the case for invalid. */
export async function decideByPeer(given: SimulatedCase): Promise<Decision['outcome']> {
  const result = await runSimulation(toSimulation(given), {});
  if (result.resultType === 'error') throw new Error(JSON.stringify(result.errors));
  return OUTCOMES[result.overallResult];
}

const OUTCOMES = {
  Allowed: 'allowed',
  ExplicitlyDenied: 'explicitDeny',
  ImplicitlyDenied: 'implicitDeny',
} as const;

function toSimulation(given: SimulatedCase): Simulation {
  const { principal, action, resource, resourceAccount = '' } = given.request;
  // The peer fills in no keys that follow from the principal; it gets those that we fill in.
  const context = simulate({ request: given.request }).request.context;
  return {
    request: {
      principal: principal.arn ?? { type: 'Anonymous' },
      action,
      resource: { resource, accountId: resourceAccount },
      contextVariables: Object.fromEntries([...context].map(([key, values]) => [key, [...values]])),
    },
    identityPolicies: named(given.identityPolicies ?? []),
    serviceControlPolicies: levels(given.serviceControlPolicies),
    // The peer puts the full access that heads each level there by itself.
    resourceControlPolicies: levels(given.resourceControlPolicies?.map((all) => all.slice(1))),
    resourcePolicy: given.resourcePolicy ?? undefined,
    ...(given.permissionsBoundaries && {
      permissionBoundaryPolicies: named(given.permissionsBoundaries),
    }),
    ...(given.endpointPolicies && { vpcEndpointPolicies: named(given.endpointPolicies) }),
    sessionPolicy: given.sessionPolicies?.[0],
  };
}

interface NamedDocument {
  readonly name: string;
  readonly policy: unknown;
}

function named(documents: readonly unknown[]): NamedDocument[] {
  return documents.map((policy, index) => ({ name: `${index}`, policy }));
}

function levels(
  found: readonly (readonly unknown[])[] | null | undefined,
): { orgIdentifier: string; policies: NamedDocument[] }[] {
  return (found ?? []).map((documents, level) => ({
    orgIdentifier: `${level}`,
    policies: named(documents),
  }));
}
