// TagOpenIDConnectProvider.
import { requestTags } from '../demand-context.js';
import {
  demandOnOpenIdConnectProvider,
  getOpenIdConnectProvider,
} from '../find-open-id-connect-provider.js';
import type { Operation } from '../operation.js';
import { OPEN_ID_CONNECT_PROVIDERS } from '../tables/open-id-connect-providers.js';
import { addTags } from '../tags.js';

/** Puts tags on an OpenID Connect provider (IAM API Reference, "TagOpenIDConnectProvider"). */
export const tagOpenIDConnectProvider: Operation<'TagOpenIDConnectProvider'> = {
  name: 'TagOpenIDConnectProvider',
  access: 'write',
  demands: ({ OpenIDConnectProviderArn: arn, Tags }, scope) =>
    demandOnOpenIdConnectProvider('iam:TagOpenIDConnectProvider', arn, scope, requestTags(Tags)),
  run: async ({ OpenIDConnectProviderArn: arn, Tags }, scope) => {
    const provider = await getOpenIdConnectProvider(arn, scope);
    await scope.store.replace(OPEN_ID_CONNECT_PROVIDERS, {
      ...provider,
      tags: addTags(provider.tags, Tags),
    });
    return undefined;
  },
};
