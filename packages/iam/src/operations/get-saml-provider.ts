// GetSAMLProvider.
import { demandOnSamlProvider, getSamlProvider } from '../find-saml-provider.js';
import type { Operation } from '../operation.js';
import { describeTags } from '../tags.js';

/** Shows a SAML provider (IAM API Reference, "GetSAMLProvider"). */
export const getSAMLProvider: Operation<'GetSAMLProvider'> = {
  name: 'GetSAMLProvider',
  access: 'read',
  demands: ({ SAMLProviderArn: arn }, scope) =>
    demandOnSamlProvider('iam:GetSAMLProvider', arn, scope),
  run: async ({ SAMLProviderArn: arn }, scope) => {
    const provider = await getSamlProvider(arn, scope);
    return {
      SAMLProviderUUID: provider.uuid,
      SAMLMetadataDocument: provider.metadata,
      CreateDate: new Date(provider.createDate),
      ValidUntil: new Date(provider.validUntil),
      AssertionEncryptionMode: 'Allowed',
      PrivateKeyList: [],
      Tags: [],
      ...describeTags(provider.tags),
    };
  },
};
