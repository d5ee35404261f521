// ListOpenIDConnectProviders.
import type { Operation } from '../operation.js';
import { providerArn } from '../provider-arn.js';
import { OPEN_ID_CONNECT_PROVIDERS } from '../tables/open-id-connect-providers.js';

/** Lists OpenID Connect providers by ARN, all at once (IAM API Reference, "ListOpenIDConnectProviders"). */
export const listOpenIDConnectProviders: Operation<'ListOpenIDConnectProviders'> = {
  name: 'ListOpenIDConnectProviders',
  access: 'read',
  demands: (_, scope) => [
    {
      action: 'iam:ListOpenIDConnectProviders',
      resource: providerArn(scope, 'oidc-provider', '*'),
      context: [],
    },
  ],
  run: async (_, scope) => {
    const range = { accountId: scope.caller.accountId };
    const providers = await scope.store.list(OPEN_ID_CONNECT_PROVIDERS, range);
    return {
      OpenIDConnectProviderList: providers.map(({ url }) => ({
        Arn: providerArn(scope, 'oidc-provider', url),
      })),
    };
  },
};
