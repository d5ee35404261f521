// The SAML provider that an operation is about.
import { resourceTags } from './demand-context.js';
import { IamError } from './errors.js';
import type { Demand, ReadScope } from './operation.js';
import { providerNameOf } from './provider-arn.js';
import { SAML_PROVIDERS, type SamlProvider } from './tables/saml-providers.js';

/** The provider with this ARN, or undefined. */
async function findSamlProvider(arn: string, scope: ReadScope): Promise<SamlProvider | undefined> {
  const name = providerNameOf(arn, 'saml-provider', scope);
  if (name === undefined) return undefined;
  return scope.store.get(SAML_PROVIDERS, scope.caller.accountId, [name]);
}

/**
 * The provider with this ARN.
 *
 * @throws IamError NoSuchEntity
 */
export async function getSamlProvider(arn: string, scope: ReadScope): Promise<SamlProvider> {
  const provider = await findSamlProvider(arn, scope);
  if (provider !== undefined) return provider;
  throw new IamError('NoSuchEntity', `Manifest not found for arn ${arn}`);
}

/** What is demanded on a provider. */
export async function demandOnSamlProvider(
  action: string,
  arn: string,
  scope: ReadScope,
  context: Demand['context'] = [],
): Promise<readonly [Demand]> {
  const provider = await findSamlProvider(arn, scope);
  return [{ action, resource: arn, context, tags: resourceTags(provider?.tags ?? []) }];
}
