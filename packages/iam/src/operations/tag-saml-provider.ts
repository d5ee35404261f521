// TagSAMLProvider.
import { requestTags } from '../demand-context.js';
import { demandOnSamlProvider, getSamlProvider } from '../find-saml-provider.js';
import type { Operation } from '../operation.js';
import { SAML_PROVIDERS } from '../tables/saml-providers.js';
import { addTags } from '../tags.js';

/** Puts tags on a SAML provider (IAM API Reference, "TagSAMLProvider"). */
export const tagSAMLProvider: Operation<'TagSAMLProvider'> = {
  name: 'TagSAMLProvider',
  access: 'write',
  demands: ({ SAMLProviderArn: arn, Tags }, scope) =>
    demandOnSamlProvider('iam:TagSAMLProvider', arn, scope, requestTags(Tags)),
  run: async ({ SAMLProviderArn: arn, Tags }, scope) => {
    const provider = await getSamlProvider(arn, scope);
    await scope.store.replace(SAML_PROVIDERS, { ...provider, tags: addTags(provider.tags, Tags) });
    return undefined;
  },
};
