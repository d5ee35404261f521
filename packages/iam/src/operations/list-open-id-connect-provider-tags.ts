// ListOpenIDConnectProviderTags.
import {
  demandOnOpenIdConnectProvider,
  getOpenIdConnectProvider,
} from '../find-open-id-connect-provider.js';
import type { Operation } from '../operation.js';
import { listTags } from '../tags.js';

/** Lists the tags of an OpenID Connect provider by key (IAM API Reference, "ListOpenIDConnectProviderTags"). */
export const listOpenIDConnectProviderTags: Operation<'ListOpenIDConnectProviderTags'> = {
  name: 'ListOpenIDConnectProviderTags',
  access: 'read',
  demands: ({ OpenIDConnectProviderArn: arn }, scope) =>
    demandOnOpenIdConnectProvider('iam:ListOpenIDConnectProviderTags', arn, scope),
  run: async (input, scope) => {
    const { tags } = await getOpenIdConnectProvider(input.OpenIDConnectProviderArn, scope);
    return listTags(
      'ListOpenIDConnectProviderTags',
      input,
      { id: input.OpenIDConnectProviderArn, tags },
      scope,
    );
  },
};
