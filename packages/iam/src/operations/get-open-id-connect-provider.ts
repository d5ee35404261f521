// GetOpenIDConnectProvider.
import {
  demandOnOpenIdConnectProvider,
  getOpenIdConnectProvider,
} from '../find-open-id-connect-provider.js';
import type { Operation } from '../operation.js';
import { describeTags } from '../tags.js';

/** Shows an OpenID Connect provider (IAM API Reference, "GetOpenIDConnectProvider"). */
export const getOpenIDConnectProvider: Operation<'GetOpenIDConnectProvider'> = {
  name: 'GetOpenIDConnectProvider',
  access: 'read',
  demands: ({ OpenIDConnectProviderArn: arn }, scope) =>
    demandOnOpenIdConnectProvider('iam:GetOpenIDConnectProvider', arn, scope),
  run: async ({ OpenIDConnectProviderArn: arn }, scope) => {
    const provider = await getOpenIdConnectProvider(arn, scope);
    return {
      Url: provider.url,
      ClientIDList: provider.clientIds,
      ThumbprintList: provider.thumbprints,
      CreateDate: new Date(provider.createDate),
      Tags: [],
      ...describeTags(provider.tags),
    };
  },
};
