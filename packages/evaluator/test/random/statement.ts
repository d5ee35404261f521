// A random statement about a request, or about something near it.
import type { SimulatedPrincipal } from '../simulated-case.js';
import { oneOrMany, randomCondition } from './condition.js';
import type { Choices } from './source.js';
import { AWAY, EDITOR, HOME, SERVICE, STRANGER, TARGETS, type Target, USER } from './world.js';

/** What a statement is to be about. */
export interface Setting {
  readonly principal: SimulatedPrincipal;
  readonly target: Target;
  /** Whether a session policy limits the session; see the known differences. */
  readonly isLimited: boolean;
}

/** Where a statement stands; decides which elements it has. */
export type PolicyKind = 'plain' | 'resource' | 'trust' | 'endpoint' | 'resourceControl';

/** Makes one statement for a policy of one kind. */
export function randomStatement(choices: Choices, setting: Setting, kind: PolicyKind): object {
  const { chance } = choices;
  const isControl = kind === 'resourceControl';
  return {
    Effect: isControl || chance(20) ? 'Deny' : 'Allow',
    ...principalElement(choices, setting, kind),
    ...actionElement(choices, setting, isControl),
    ...(kind !== 'trust' && resourceElement(choices, setting)),
    ...(chance(isControl ? 80 : 45) && { Condition: randomCondition(choices) }),
  };
}

function principalElement(
  { pick, chance, list }: Choices,
  { principal, isLimited }: Setting,
  kind: PolicyKind,
): object {
  if (kind === 'plain') return {};
  if (kind === 'endpoint' || kind === 'resourceControl') return { Principal: '*' };
  if (chance(3) && kind !== 'trust') return { NotPrincipal: exception(principal, chance(50)) };
  if (chance(20)) return { Principal: { AWS: '*' } };
  if (chance(15)) return { Principal: { Service: SERVICE.arn } };
  const { arn, roleArn, userArn, type } = principal;
  const isNamed = type !== 'Service' && !(isLimited && chance(95));
  const own = [...(isNamed ? [arn] : []), roleArn, userArn, HOME];
  const root = `arn:aws:iam::${HOME}:root`;
  const names = [...own, ...own, root, USER.arn, EDITOR, STRANGER.arn, AWAY].filter(
    (name) => name !== undefined && name !== null,
  );
  return { Principal: { AWS: oneOrMany(list(2, () => pick(names))) } };
}

/** Who is spared by a NotPrincipal: the caller in everything it is, or somebody else. */
function exception(principal: SimulatedPrincipal, isSpared: boolean): object {
  if (!isSpared) return { AWS: [`arn:aws:iam::${AWAY}:user/other`, '999999999999'] };
  const { arn, roleArn, userArn, type } = principal;
  if (type === 'Service') return { Service: arn };
  return { AWS: [arn, roleArn, userArn, arn?.split(':')[4] ?? HOME].filter((name) => name) };
}

function actionElement(
  { pick, chance, list }: Choices,
  { target: { action } }: Setting,
  isControl: boolean,
): object {
  const service = action.split(':')[0] ?? '';
  const about = [action, action.toUpperCase(), `${service}:*`, `${service}:?e*`, '*'];
  const others = ['iam:*', `${service}:Describe*`, `${service}:*${action.slice(-4)}`];
  if (isControl) return { Action: pick([...about.slice(0, -1), ...others]) };
  if (chance(8)) return { NotAction: oneOrMany(list(2, () => pick(others))) };
  return { Action: oneOrMany(list(2, () => pick(chance(75) ? about : others))) };
}

function resourceElement({ pick, chance, list }: Choices, { target }: Setting): object {
  const other = pick(TARGETS);
  const isOne = target.resource !== '*';
  if (chance(8) && isOne) {
    const near = (chance(40) ? target : other).near.filter((text) => isPlain(text) || chance(3));
    return { NotResource: oneOrMany(list(2, () => pick(near))) };
  }
  const one = (): string =>
    chance(45) ? '*' : pick(chance(80) ? [target.resource, ...target.near] : other.near);
  return { Resource: oneOrMany(list(2, one)) };
}

/** Whether a pattern names no variable; one without a value is a known difference. */
function isPlain(pattern: string): boolean {
  return !pattern.includes('${');
}
