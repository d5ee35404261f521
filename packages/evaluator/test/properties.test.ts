// What holds of every decision, whatever the policies.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Decision, evaluate } from '../src/index.js';
import { randomCase } from './random/case.js';
import { seededSource } from './random/source.js';
import { type SimulatedCase, simulate } from './simulated-case.js';

interface StatementDocument {
  readonly Effect: string;
  readonly NotAction?: unknown;
}

interface PolicyDocument {
  readonly Statement: StatementDocument | readonly StatementDocument[];
}

type Documents = readonly unknown[];

const cases = fc.integer().map((seed) => randomCase(seededSource(seed)));
const RUNS = { numRuns: 300 };

function decide(given: SimulatedCase): Decision {
  const { request, policies } = simulate(given);
  return evaluate(request, policies);
}

function isAllowed(given: SimulatedCase): boolean {
  return decide(given).outcome === 'allowed';
}

/** The case with each document, wherever it stands, changed by `change`. */
function mapDocuments(
  given: SimulatedCase,
  change: (document: PolicyDocument) => PolicyDocument,
  arrange: <T>(list: readonly T[]) => readonly T[] = (list) => list,
): SimulatedCase {
  const each = (found: unknown): unknown => {
    if (Array.isArray(found)) return arrange(found.map(each));
    return found ? change(found as PolicyDocument) : found;
  };
  const { request, ...policies } = given;
  const changed = Object.entries(policies).map(([type, found]) => [type, each(found)]);
  return { request, ...Object.fromEntries(changed) };
}

/** Statements of the other effect become ones about an action that nobody asks for. */
function keepEffect(effect: 'Allow' | 'Deny'): (document: PolicyDocument) => PolicyDocument {
  return (document) => ({
    ...document,
    Statement: [document.Statement].flat().map((statement) => {
      if (statement.Effect === effect) return statement;
      const { NotAction: _, ...rest } = statement;
      return { ...rest, Action: 'nothing:Nothing' };
    }),
  });
}

describe('an explicit deny', () => {
  it('wins over every allow', () => {
    fc.assert(
      fc.property(cases, (given) => {
        const deny = {
          Version: '2012-10-17',
          Statement: { Effect: 'Deny', Action: '*', Resource: '*' },
        };
        const identityPolicies = [...(given.identityPolicies ?? []), deny];
        expect(decide({ ...given, identityPolicies }).outcome).toBe('explicitDeny');
      }),
      RUNS,
    );
  });

  it('depends on no allow', () => {
    fc.assert(
      fc.property(cases, (given) => {
        const denied = decide(given).outcome === 'explicitDeny';
        const alone = decide(mapDocuments(given, keepEffect('Deny')));
        expect(alone.outcome === 'explicitDeny').toBe(denied);
      }),
      RUNS,
    );
  });

  it('never widens when it is added', () => {
    fc.assert(
      fc.property(cases, cases, (given, other) => {
        const deny = (document: PolicyDocument): PolicyDocument => ({
          ...document,
          Statement: [document.Statement]
            .flat()
            .map((statement) => ({ ...statement, Effect: 'Deny' })),
        });
        const more = mapDocuments(other, deny).identityPolicies ?? [];
        const identityPolicies = [...(given.identityPolicies ?? []), ...more];
        expect(isAllowed({ ...given, identityPolicies }) && !isAllowed(given)).toBe(false);
      }),
      RUNS,
    );
  });
});

describe('an allow', () => {
  it('names a statement that allows, or the root user', () => {
    fc.assert(
      fc.property(cases, (given) => {
        const decision = decide(given);
        if (decision.outcome !== 'allowed' || decision.by === 'root') return;
        const { identity, resource } = decision.policies;
        const allow = [identity, resource].flatMap((set) => set?.allow.statements ?? []);
        expect(allow).toContain(decision.by);
      }),
      RUNS,
    );
  });

  it('does not come about without a statement that allows', () => {
    fc.assert(
      fc.property(cases, (given) => {
        const decision = decide(mapDocuments(given, keepEffect('Deny')));
        expect(decision.outcome === 'allowed' && decision.by !== 'root').toBe(false);
      }),
      RUNS,
    );
  });
});

it('the order of statements, policies and levels never matters', () => {
  fc.assert(
    fc.property(cases, (given) => {
      const turned = mapDocuments(
        given,
        (document) => ({ ...document, Statement: [document.Statement].flat().toReversed() }),
        (list) => list.toReversed(),
      );
      const { outcome, ...found } = decide(given);
      const { outcome: turnedOutcome, ...turnedFound } = decide(turned);
      expect(turnedOutcome).toBe(outcome);
      if ('missing' in found) expect(turnedFound).toMatchObject({ missing: found.missing });
    }),
    RUNS,
  );
});

describe('a limit never widens when it is added', () => {
  /** The case with the limit, or without it when `all` is null. */
  type Limit = (given: SimulatedCase, all: Documents | null) => SimulatedCase;
  const limits: readonly (readonly [string, Limit])[] = [
    ['a permissions boundary', (given, all) => ({ ...given, permissionsBoundaries: all })],
    ['a session policy', (given, all) => ({ ...given, sessionPolicies: all })],
    [
      'a level of service control policies',
      (given, all) => {
        const levels = given.serviceControlPolicies ?? [];
        return { ...given, serviceControlPolicies: all ? [...levels, all] : levels };
      },
    ],
    [
      'a level of resource control policies',
      (given, all) => {
        const levels = given.resourceControlPolicies ?? [];
        return { ...given, resourceControlPolicies: all ? [...levels, forEveryone(all)] : levels };
      },
    ],
    [
      'an endpoint policy',
      (given, all) => ({ ...given, endpointPolicies: all && forEveryone(all) }),
    ],
  ];

  it.each(limits)('%s', (name, limit) => {
    fc.assert(
      fc.property(cases, cases, (given, other) => {
        // A federated user has nothing of its own until a session policy passes it on.
        const { type } = given.request.principal;
        fc.pre(name !== 'a session policy' || type !== 'FederatedUser');
        const isWidened =
          isAllowed(limit(given, other.identityPolicies ?? [])) && !isAllowed(limit(given, null));
        expect(isWidened).toBe(false);
      }),
      RUNS,
    );
  });

  /** The same documents for a policy type that names principals. */
  function forEveryone(all: Documents): Documents {
    return all.map((document) => {
      const { Statement, ...rest } = document as PolicyDocument;
      return {
        ...rest,
        Statement: [Statement].flat().map((each) => ({ ...each, Principal: '*' })),
      };
    });
  }
});
