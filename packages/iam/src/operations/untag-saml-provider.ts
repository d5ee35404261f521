// UntagSAMLProvider.
import { tagKeys } from '../demand-context.js';
import { demandOnSamlProvider, getSamlProvider } from '../find-saml-provider.js';
import type { Operation } from '../operation.js';
import { SAML_PROVIDERS } from '../tables/saml-providers.js';
import { removeTags } from '../tags.js';

/** Takes tags from a SAML provider (IAM API Reference, "UntagSAMLProvider"). */
export const untagSAMLProvider: Operation<'UntagSAMLProvider'> = {
  name: 'UntagSAMLProvider',
  access: 'write',
  demands: ({ SAMLProviderArn: arn, TagKeys }, scope) =>
    demandOnSamlProvider('iam:UntagSAMLProvider', arn, scope, tagKeys(TagKeys)),
  run: async ({ SAMLProviderArn: arn, TagKeys }, scope) => {
    const provider = await getSamlProvider(arn, scope);
    const tags = removeTags(provider.tags, TagKeys);
    await scope.store.replace(SAML_PROVIDERS, { ...provider, tags });
    return undefined;
  },
};
