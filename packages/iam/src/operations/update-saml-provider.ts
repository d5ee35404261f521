// UpdateSAMLProvider.
import { checkSamlMetadata } from '../check-saml-metadata.js';
import { demandOnSamlProvider, getSamlProvider } from '../find-saml-provider.js';
import type { Operation } from '../operation.js';
import { refuseEncryptedAssertions } from '../refuse-encrypted-assertions.js';
import { SAML_PROVIDERS } from '../tables/saml-providers.js';

/** Gives a SAML provider other metadata (IAM API Reference, "UpdateSAMLProvider"). */
export const updateSAMLProvider: Operation<'UpdateSAMLProvider'> = {
  name: 'UpdateSAMLProvider',
  access: 'write',
  demands: ({ SAMLProviderArn: arn }, scope) =>
    demandOnSamlProvider('iam:UpdateSAMLProvider', arn, scope),
  run: async (input, scope) => {
    const { SAMLProviderArn: arn, SAMLMetadataDocument: metadata } = input;
    const provider = await getSamlProvider(arn, scope);
    refuseEncryptedAssertions(input);
    if (metadata !== undefined) {
      const validUntil = checkSamlMetadata(metadata, scope.now);
      await scope.store.replace(SAML_PROVIDERS, { ...provider, metadata, validUntil });
    }
    return { SAMLProviderArn: arn };
  },
};
