// Quotas on how many of something there may be.
import { IamError } from './errors.js';

/**
 * Lets one more be made.
 *
 * @throws IamError LimitExceeded when there are as many as the quota allows; `name` is AWS's name of it, `UsersPerAccount`
 */
export function checkQuota(name: string, present: number, quota: number): void {
  if (present >= quota)
    throw new IamError('LimitExceeded', `Cannot exceed quota for ${name}: ${quota}`);
}
