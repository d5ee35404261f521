// UpdateOpenIDConnectProviderThumbprint.
import { checkThumbprints } from '../check-open-id-connect-provider.js';
import {
  demandOnOpenIdConnectProvider,
  getOpenIdConnectProvider,
} from '../find-open-id-connect-provider.js';
import type { Operation } from '../operation.js';
import { OPEN_ID_CONNECT_PROVIDERS } from '../tables/open-id-connect-providers.js';

/** Puts other thumbprints in the place of all (IAM API Reference, "UpdateOpenIDConnectProviderThumbprint"). */
export const updateOpenIDConnectProviderThumbprint: Operation<'UpdateOpenIDConnectProviderThumbprint'> =
  {
    name: 'UpdateOpenIDConnectProviderThumbprint',
    access: 'write',
    demands: ({ OpenIDConnectProviderArn: arn }, scope) =>
      demandOnOpenIdConnectProvider('iam:UpdateOpenIDConnectProviderThumbprint', arn, scope),
    run: async ({ OpenIDConnectProviderArn: arn, ThumbprintList }, scope) => {
      const provider = await getOpenIdConnectProvider(arn, scope);
      const thumbprints = checkThumbprints(ThumbprintList);
      await scope.store.replace(OPEN_ID_CONNECT_PROVIDERS, { ...provider, thumbprints });
      return undefined;
    },
  };
