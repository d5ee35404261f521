// AddClientIDToOpenIDConnectProvider.
import { checkClientIds } from '../check-open-id-connect-provider.js';
import {
  demandOnOpenIdConnectProvider,
  getOpenIdConnectProvider,
} from '../find-open-id-connect-provider.js';
import type { Operation } from '../operation.js';
import { OPEN_ID_CONNECT_PROVIDERS } from '../tables/open-id-connect-providers.js';

/** Takes tokens for one more audience; one that is there stays (IAM API Reference, "AddClientIDToOpenIDConnectProvider"). */
export const addClientIDToOpenIDConnectProvider: Operation<'AddClientIDToOpenIDConnectProvider'> = {
  name: 'AddClientIDToOpenIDConnectProvider',
  access: 'write',
  demands: ({ OpenIDConnectProviderArn: arn }, scope) =>
    demandOnOpenIdConnectProvider('iam:AddClientIDToOpenIDConnectProvider', arn, scope),
  run: async ({ OpenIDConnectProviderArn: arn, ClientID }, scope) => {
    const provider = await getOpenIdConnectProvider(arn, scope);
    const clientIds = checkClientIds([...provider.clientIds, ClientID]);
    await scope.store.replace(OPEN_ID_CONNECT_PROVIDERS, { ...provider, clientIds });
    return undefined;
  },
};
