// Which account owns the resource of a demand.
import { type AccountId, isAccountId, type Principal, parseArn } from '@ostiary/policy';
import type { Demand } from './request-reader.js';

/**
 * The account whose organization has a say on the resource: the one that is described or stands in
 * its ARN, else the caller's, as the evaluator has it (AWS Organizations User Guide, "Resource
 * control policies": where an action is about no resource, those of the caller's account apply).
 */
export function findResourceAccount(
  { resource, described }: Demand,
  principal: Principal,
): AccountId | undefined {
  const arn = parseArn(resource);
  const named = described?.accountId ?? (arn.ok ? arn.value.accountId : undefined);
  if (named !== undefined && isAccountId(named)) return named;
  return 'accountId' in principal ? principal.accountId : undefined;
}
