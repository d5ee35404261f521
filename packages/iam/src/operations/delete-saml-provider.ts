// DeleteSAMLProvider.
import { demandOnSamlProvider, getSamlProvider } from '../find-saml-provider.js';
import type { Operation } from '../operation.js';
import { SAML_PROVIDERS } from '../tables/saml-providers.js';

/** Trusts a SAML provider no more (IAM API Reference, "DeleteSAMLProvider"). */
export const deleteSAMLProvider: Operation<'DeleteSAMLProvider'> = {
  name: 'DeleteSAMLProvider',
  access: 'write',
  demands: ({ SAMLProviderArn: arn }, scope) =>
    demandOnSamlProvider('iam:DeleteSAMLProvider', arn, scope),
  run: async ({ SAMLProviderArn: arn }, scope) => {
    await scope.store.remove(SAML_PROVIDERS, await getSamlProvider(arn, scope));
    return undefined;
  },
};
