// CreateOpenIDConnectProvider.
import {
  checkClientIds,
  checkProviderUrl,
  checkThumbprints,
} from '../check-open-id-connect-provider.js';
import { checkQuota } from '../check-quota.js';
import { requestTags } from '../demand-context.js';
import type { Operation } from '../operation.js';
import { providerArn } from '../provider-arn.js';
import { storeUnique } from '../store-unique.js';
import {
  OPEN_ID_CONNECT_PROVIDERS,
  type OpenIdConnectProvider,
} from '../tables/open-id-connect-providers.js';
import { addTags, describeTags } from '../tags.js';

/** How many an account may have (IAM User Guide, "IAM and AWS STS quotas"). */
const QUOTA = 100;

/** Trusts an OpenID Connect provider (IAM API Reference, "CreateOpenIDConnectProvider"). */
export const createOpenIDConnectProvider: Operation<'CreateOpenIDConnectProvider'> = {
  name: 'CreateOpenIDConnectProvider',
  access: 'write',
  demands: ({ Url, Tags }, scope) => [
    {
      action: 'iam:CreateOpenIDConnectProvider',
      resource: providerArn(
        scope,
        'oidc-provider',
        checkProviderUrl(Url, scope.federation.localIssuers),
      ),
      context: requestTags(Tags),
    },
  ],
  run: async ({ Url, ClientIDList = [], ThumbprintList = [], Tags }, scope) => {
    const { store, caller, now } = scope;
    const url = checkProviderUrl(Url, scope.federation.localIssuers);
    const { accountId } = caller;
    const present = await store.count(OPEN_ID_CONNECT_PROVIDERS, { accountId });
    checkQuota('OpenIdConnectProvidersPerAccount', present, QUOTA);
    const provider: OpenIdConnectProvider = {
      accountId,
      url,
      issuer: `${new URL(Url).protocol}//${url}`,
      clientIds: checkClientIds(ClientIDList),
      thumbprints: checkThumbprints(ThumbprintList),
      createDate: now.toISOString(),
      tags: addTags([], Tags),
    };
    const taken = `Provider with url ${Url} already exists.`;
    await storeUnique(store, 'insert', OPEN_ID_CONNECT_PROVIDERS, provider, taken);
    return {
      OpenIDConnectProviderArn: providerArn(scope, 'oidc-provider', url),
      ...describeTags(provider.tags),
    };
  },
};
