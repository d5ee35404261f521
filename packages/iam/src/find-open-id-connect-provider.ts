// The OpenID Connect provider that an operation is about.
import { resourceTags } from './demand-context.js';
import { IamError } from './errors.js';
import type { Demand, ReadScope } from './operation.js';
import { providerNameOf } from './provider-arn.js';
import {
  OPEN_ID_CONNECT_PROVIDERS,
  type OpenIdConnectProvider,
} from './tables/open-id-connect-providers.js';

/** The provider with this ARN, or undefined. */
export async function findOpenIdConnectProvider(
  arn: string,
  scope: ReadScope,
): Promise<OpenIdConnectProvider | undefined> {
  const url = providerNameOf(arn, 'oidc-provider', scope);
  if (url === undefined) return undefined;
  return scope.store.get(OPEN_ID_CONNECT_PROVIDERS, scope.caller.accountId, [url]);
}

/**
 * The provider with this ARN.
 *
 * @throws IamError NoSuchEntity
 */
export async function getOpenIdConnectProvider(
  arn: string,
  scope: ReadScope,
): Promise<OpenIdConnectProvider> {
  const provider = await findOpenIdConnectProvider(arn, scope);
  if (provider !== undefined) return provider;
  throw new IamError('NoSuchEntity', `OpenIDConnect Provider not found for arn ${arn}`);
}

/** What is demanded on a provider. */
export async function demandOnOpenIdConnectProvider(
  action: string,
  arn: string,
  scope: ReadScope,
  context: Demand['context'] = [],
): Promise<readonly [Demand]> {
  const provider = await findOpenIdConnectProvider(arn, scope);
  return [{ action, resource: arn, context, tags: resourceTags(provider?.tags ?? []) }];
}
