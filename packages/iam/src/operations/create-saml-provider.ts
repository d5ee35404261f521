// CreateSAMLProvider.
import { checkQuota } from '../check-quota.js';
import { checkSamlMetadata } from '../check-saml-metadata.js';
import { requestTags } from '../demand-context.js';
import type { Operation } from '../operation.js';
import { providerArn } from '../provider-arn.js';
import { refuseEncryptedAssertions } from '../refuse-encrypted-assertions.js';
import { storeUnique } from '../store-unique.js';
import { SAML_PROVIDERS, type SamlProvider } from '../tables/saml-providers.js';
import { addTags, describeTags } from '../tags.js';

/** How many an account may have (IAM User Guide, "IAM and AWS STS quotas"). */
const QUOTA = 100;

const UUID_ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

/** Trusts a SAML provider (IAM API Reference, "CreateSAMLProvider"). */
export const createSAMLProvider: Operation<'CreateSAMLProvider'> = {
  name: 'CreateSAMLProvider',
  access: 'write',
  demands: ({ Name, Tags }, scope) => [
    {
      action: 'iam:CreateSAMLProvider',
      resource: providerArn(scope, 'saml-provider', Name),
      context: requestTags(Tags),
    },
  ],
  run: async (input, scope) => {
    const { Name, SAMLMetadataDocument, Tags } = input;
    const { store, caller, now, secrets } = scope;
    const { accountId } = caller;
    refuseEncryptedAssertions(input);
    checkQuota('SAMLProvidersPerAccount', await store.count(SAML_PROVIDERS, { accountId }), QUOTA);
    const provider: SamlProvider = {
      accountId,
      name: Name,
      uuid: secrets.randomText(UUID_ALPHABET, 22),
      metadata: SAMLMetadataDocument,
      createDate: now.toISOString(),
      validUntil: checkSamlMetadata(SAMLMetadataDocument, now),
      tags: addTags([], Tags),
    };
    const taken = `SAMLProvider with name ${Name} already exists.`;
    await storeUnique(store, 'insert', SAML_PROVIDERS, provider, taken);
    const arn = providerArn(scope, 'saml-provider', Name);
    return { SAMLProviderArn: arn, ...describeTags(provider.tags) };
  },
};
