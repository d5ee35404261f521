// DeleteOpenIDConnectProvider.
import { IamError } from '../errors.js';
import {
  demandOnOpenIdConnectProvider,
  findOpenIdConnectProvider,
} from '../find-open-id-connect-provider.js';
import type { Operation } from '../operation.js';
import { OPEN_ID_CONNECT_PROVIDERS } from '../tables/open-id-connect-providers.js';

/** Trusts an OpenID Connect provider no more (IAM API Reference, "DeleteOpenIDConnectProvider"). */
export const deleteOpenIDConnectProvider: Operation<'DeleteOpenIDConnectProvider'> = {
  name: 'DeleteOpenIDConnectProvider',
  access: 'write',
  demands: ({ OpenIDConnectProviderArn: arn }, scope) =>
    demandOnOpenIdConnectProvider('iam:DeleteOpenIDConnectProvider', arn, scope),
  run: async ({ OpenIDConnectProviderArn: arn }, scope) => {
    const provider = await findOpenIdConnectProvider(arn, scope);
    if (provider === undefined) {
      throw new IamError('NoSuchEntity', `OpenId connect Provider ${arn} cannot be found.`);
    }
    await scope.store.remove(OPEN_ID_CONNECT_PROVIDERS, provider);
    return undefined;
  },
};
