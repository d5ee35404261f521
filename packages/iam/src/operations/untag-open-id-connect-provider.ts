// UntagOpenIDConnectProvider.
import { tagKeys } from '../demand-context.js';
import {
  demandOnOpenIdConnectProvider,
  getOpenIdConnectProvider,
} from '../find-open-id-connect-provider.js';
import type { Operation } from '../operation.js';
import { OPEN_ID_CONNECT_PROVIDERS } from '../tables/open-id-connect-providers.js';
import { removeTags } from '../tags.js';

/** Takes tags from an OpenID Connect provider (IAM API Reference, "UntagOpenIDConnectProvider"). */
export const untagOpenIDConnectProvider: Operation<'UntagOpenIDConnectProvider'> = {
  name: 'UntagOpenIDConnectProvider',
  access: 'write',
  demands: ({ OpenIDConnectProviderArn: arn, TagKeys }, scope) =>
    demandOnOpenIdConnectProvider('iam:UntagOpenIDConnectProvider', arn, scope, tagKeys(TagKeys)),
  run: async ({ OpenIDConnectProviderArn: arn, TagKeys }, scope) => {
    const provider = await getOpenIdConnectProvider(arn, scope);
    const tags = removeTags(provider.tags, TagKeys);
    await scope.store.replace(OPEN_ID_CONNECT_PROVIDERS, { ...provider, tags });
    return undefined;
  },
};
