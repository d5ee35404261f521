// What both operations of the simulator are given: who asks, on what, and with what around it.
import type { InputOf, OutputOf } from '@ostiary/api';
import { createRequestContext, principalContext, type RequestContext } from '@ostiary/evaluator';
import { type AccountId, type Arn, isAccountId, type Principal, parseArn } from '@ostiary/policy';
import { IamError } from './errors.js';
import type { ReadScope } from './operation.js';
import { type Listing, page } from './paging.js';
import { type Simulation, simulateAction } from './simulate-policies.js';
import { parseSimulatedPolicy, type SimulatedPolicy } from './simulated-policy.js';

type SimulationInput = InputOf<'SimulateCustomPolicy'> | InputOf<'SimulatePrincipalPolicy'>;

/** The parts of a simulation that say nothing of identity-based policies. */
export type Surroundings = Pick<Simulation, 'resource' | 'resourceAccountId' | 'context'>;

/**
 * The policy and the owner of the resource, and the context.
 *
 * @throws IamError InvalidInput
 */
export function readSurroundings(
  { ResourcePolicy, ResourceOwner, ContextEntries }: SimulationInput,
  principal: Principal | undefined,
): Surroundings {
  return {
    resource: readResourcePolicy(ResourcePolicy, principal),
    resourceAccountId: readOwner(ResourceOwner),
    context: readContext(ContextEntries, principal),
  };
}

/**
 * The user that an ARN names, as the caller of a simulation.
 *
 * @throws IamError InvalidInput when it is no user
 */
export function readCaller(arn: string): Principal {
  const parsed = parseArn(arn);
  const { service, accountId, resource } = parsed.ok ? parsed.value : NOTHING;
  const [, userName] = /^user\/(?:.*\/)?([^/]+)$/.exec(resource) ?? [];
  if (!parsed.ok || service !== 'iam' || !isAccountId(accountId) || userName === undefined) {
    throw new IamError('InvalidInput', `expected the ARN of a user as caller, found \`${arn}\``);
  }
  return { type: 'User', arn: parsed.value.arn, accountId, userName };
}

/** Somebody of the account, where nobody is named. */
export function unnamedCaller({ partition, caller: { accountId } }: ReadScope): Principal {
  const arn = `arn:${partition}:iam::${accountId}:user/simulated` as Arn;
  return { type: 'User', arn, accountId, userName: 'simulated' };
}

/** One page of the results, action by action; those of other pages are not worked out. */
export async function simulateOnPage(
  operation: 'SimulateCustomPolicy' | 'SimulatePrincipalPolicy',
  input: SimulationInput,
  simulation: Simulation,
  scope: ReadScope,
): Promise<OutputOf<'SimulateCustomPolicy'>> {
  const { ActionNames, ResourceArns = [] } = input;
  const resources = ResourceArns.length === 0 ? ['*'] : ResourceArns;
  const actions: Listing<number> = {
    of: [],
    position: (index) => [String(index)],
    after: async (position, limit) => {
      const start = position === undefined ? 0 : Number(position[0]) + 1;
      return [...ActionNames.keys()].slice(start, start + limit);
    },
  };
  const { items, ending } = await page(operation, input, actions, scope);
  return {
    EvaluationResults: items.map((index) =>
      simulateAction(ActionNames[index] ?? '', resources, simulation),
    ),
    ...ending,
  };
}

const NOTHING = { service: '', accountId: '', resource: '' };

function readResourcePolicy(
  document: string | undefined,
  principal: Principal | undefined,
): SimulatedPolicy | undefined {
  if (document === undefined) return undefined;
  if (principal === undefined) {
    throw new IamError('InvalidInput', 'a resource policy needs a caller: name one by CallerArn');
  }
  return parseSimulatedPolicy('ResourcePolicy', document, 'resource');
}

function readOwner(owner: string | undefined): AccountId | undefined {
  if (owner === undefined) return undefined;
  const parsed = parseArn(owner);
  const accountId = parsed.ok ? parsed.value.accountId : owner;
  if (isAccountId(accountId)) return accountId;
  throw new IamError('InvalidInput', `expected an account as owner, found \`${owner}\``);
}

function readContext(
  entries: SimulationInput['ContextEntries'],
  principal: Principal | undefined,
): RequestContext {
  const given = (entries ?? []).map(({ ContextKeyName, ContextKeyValues = [] }) => {
    if (ContextKeyName !== undefined) return [ContextKeyName, ContextKeyValues] as const;
    throw new IamError('InvalidInput', 'a context entry needs a ContextKeyName');
  });
  return createRequestContext([...(principal ? principalContext(principal) : []), ...given]);
}
