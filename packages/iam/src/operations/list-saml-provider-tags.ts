// ListSAMLProviderTags.
import { demandOnSamlProvider, getSamlProvider } from '../find-saml-provider.js';
import type { Operation } from '../operation.js';
import { listTags } from '../tags.js';

/** Lists the tags of a SAML provider by key (IAM API Reference, "ListSAMLProviderTags"). */
export const listSAMLProviderTags: Operation<'ListSAMLProviderTags'> = {
  name: 'ListSAMLProviderTags',
  access: 'read',
  demands: ({ SAMLProviderArn: arn }, scope) =>
    demandOnSamlProvider('iam:ListSAMLProviderTags', arn, scope),
  run: async (input, scope) => {
    const { tags } = await getSamlProvider(input.SAMLProviderArn, scope);
    return listTags('ListSAMLProviderTags', input, { id: input.SAMLProviderArn, tags }, scope);
  },
};
