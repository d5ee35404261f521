// The instance profile that an operation is about.
import { resourceTags } from './demand-context.js';
import { entityArn } from './entity-arn.js';
import { IamError } from './errors.js';
import type { Demand, OperationScope, ReadScope } from './operation.js';
import { INSTANCE_PROFILES, type InstanceProfile } from './tables/instance-profiles.js';

/**
 * The instance profile of this name in any case.
 *
 * @throws IamError NoSuchEntity
 */
export async function getInstanceProfileByName(
  name: string,
  scope: ReadScope,
): Promise<InstanceProfile> {
  const profile = await findInstanceProfile(name, scope);
  if (profile === undefined) {
    throw new IamError('NoSuchEntity', `Instance Profile ${name} cannot be found.`);
  }
  return profile;
}

/** `arn:aws:iam::123456789012:instance-profile/division/builders` */
export function instanceProfileArn(
  { partition, caller: { accountId } }: OperationScope,
  { path, instanceProfileName: name }: Pick<InstanceProfile, 'path' | 'instanceProfileName'>,
): string {
  return entityArn({ partition, accountId, kind: 'instance-profile', path, name });
}

/** What is demanded on an instance profile, by the ARN it has, or would have under `/` if it were there. */
export async function demandOnInstanceProfile(
  action: string,
  instanceProfileName: string,
  scope: ReadScope,
  context: Demand['context'] = [],
): Promise<readonly [Demand]> {
  const profile = await findInstanceProfile(instanceProfileName, scope);
  const resource = instanceProfileArn(scope, profile ?? { path: '/', instanceProfileName });
  return [{ action, resource, context, tags: resourceTags(profile?.tags ?? []) }];
}

function findInstanceProfile(
  name: string,
  { store, caller }: ReadScope,
): Promise<InstanceProfile | undefined> {
  return store.find(INSTANCE_PROFILES, 'name', caller.accountId, [name.toLowerCase()]);
}
