// Random requests and policies that use every feature and come out in every way.
import type { SimulatedCase } from '../simulated-case.js';
import { choices, type Source } from './source.js';
import { type PolicyKind, randomStatement } from './statement.js';
import { AWAY, HOME, KINDS, PRINCIPALS, SETS, TARGETS } from './world.js';

const WITH_SESSION_POLICY: Readonly<Record<string, number>> = {
  AssumedRole: 25,
  Role: 25,
  // Without one it has nothing of its own; see the known differences.
  FederatedUser: 99,
};

/** Makes one case out of the numbers of a source. */
export function randomCase(source: Source): SimulatedCase {
  const chosen = choices(source);
  const { pick, chance, list } = chosen;
  const principal = chosen.pickWeighted(PRINCIPALS);
  const target = pick(TARGETS);
  const hasSession = chance(WITH_SESSION_POLICY[principal.type] ?? 0);
  const isLimited = hasSession && chance(50);
  const setting = { principal, target, isLimited };
  const hasAccount = principal.type !== 'Anonymous' && principal.type !== 'Service';
  const needsGrant = !hasAccount || principal.arn?.includes(AWAY) === true;
  const isOne = target.resource !== '*';
  const resourceKind = target.action === 'sts:AssumeRole' ? 'trust' : 'resource';

  const document = (kind: PolicyKind): object => {
    const statements = list(3, () => randomStatement(chosen, setting, kind)).map(
      (statement, index) => (chance(30) ? { Sid: `S${index}`, ...statement } : statement),
    );
    const body = statements.length === 1 && chance(30) ? statements[0] : statements;
    const isOld = kind !== 'resourceControl' && chance(0.4);
    const version = isOld ? pick([{}, { Version: '2008-10-17' }]) : { Version: '2012-10-17' };
    return { ...version, Statement: body };
  };
  const limit = (kind: PolicyKind): object => (chance(50) ? wide(kind) : document(kind));
  const serviceControl = (): readonly object[] =>
    chance(80) ? [wide('plain'), ...(chance(35) ? [document('plain')] : [])] : [document('plain')];
  const resourceControl = (): readonly object[] => [
    wide('resourceControl'),
    ...(chance(40) ? [document('resourceControl')] : []),
  ];
  const identity = (): object => (chance(25) ? wide('plain') : document('plain'));
  const isBounded = hasAccount && principal.type !== 'Root' && chance(22);
  return {
    request: {
      principal,
      action: chance(5) ? target.action.toLowerCase() : target.action,
      resource: target.resource,
      resourceAccount: isOne ? HOME : ownAccount(principal.arn),
      context: randomContext(source),
    },
    identityPolicies: hasAccount ? list(3, identity) : [],
    resourcePolicy:
      isOne && chance(needsGrant || resourceKind === 'trust' ? 95 : 45)
        ? document(resourceKind)
        : null,
    permissionsBoundaries: isBounded ? [limit('plain')] : null,
    sessionPolicies: hasSession ? [isLimited ? document('plain') : wide('plain')] : null,
    serviceControlPolicies: hasAccount && chance(25) ? list(3, serviceControl) : null,
    resourceControlPolicies: chance(18) ? list(2, resourceControl) : null,
    endpointPolicies: chance(10) ? [limit('endpoint')] : null,
  };
}

/** A document that allows everything, as the full access policies of an organization do. */
function wide(kind: PolicyKind): object {
  const statement = { Effect: 'Allow', Action: '*', Resource: '*' };
  const whole = kind === 'plain' ? statement : { ...statement, Principal: '*' };
  return { Version: '2012-10-17', Statement: whole };
}

function randomContext(source: Source): Record<string, string | readonly string[]> {
  const { pick, chance, list } = choices(source);
  const context: Record<string, string | readonly string[]> = {};
  for (const { keys, held } of KINDS) {
    for (const key of keys) {
      if (key !== 'aws:PrincipalArn' && chance(75)) context[key] = pick(held);
    }
  }
  for (const key of SETS.keys) {
    if (chance(70)) context[key] = list(3, () => pick(SETS.held));
  }
  return context;
}

function ownAccount(arn: string | null): string {
  return arn?.split(':')[4] || HOME;
}
