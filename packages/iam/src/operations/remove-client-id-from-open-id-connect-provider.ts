// RemoveClientIDFromOpenIDConnectProvider.
import {
  demandOnOpenIdConnectProvider,
  getOpenIdConnectProvider,
} from '../find-open-id-connect-provider.js';
import type { Operation } from '../operation.js';
import { OPEN_ID_CONNECT_PROVIDERS } from '../tables/open-id-connect-providers.js';

/** Takes tokens for an audience no more; one that is not there does no harm (IAM API Reference, "RemoveClientIDFromOpenIDConnectProvider"). */
export const removeClientIDFromOpenIDConnectProvider: Operation<'RemoveClientIDFromOpenIDConnectProvider'> =
  {
    name: 'RemoveClientIDFromOpenIDConnectProvider',
    access: 'write',
    demands: ({ OpenIDConnectProviderArn: arn }, scope) =>
      demandOnOpenIdConnectProvider('iam:RemoveClientIDFromOpenIDConnectProvider', arn, scope),
    run: async ({ OpenIDConnectProviderArn: arn, ClientID }, scope) => {
      const provider = await getOpenIdConnectProvider(arn, scope);
      const clientIds = provider.clientIds.filter((each) => each !== ClientID);
      await scope.store.replace(OPEN_ID_CONNECT_PROVIDERS, { ...provider, clientIds });
      return undefined;
    },
  };
