// ListSAMLProviders.
import type { Operation } from '../operation.js';
import { providerArn } from '../provider-arn.js';
import { SAML_PROVIDERS } from '../tables/saml-providers.js';

/** Lists SAML providers by name, all at once (IAM API Reference, "ListSAMLProviders"). */
export const listSAMLProviders: Operation<'ListSAMLProviders'> = {
  name: 'ListSAMLProviders',
  access: 'read',
  demands: (_, scope) => [
    {
      action: 'iam:ListSAMLProviders',
      resource: providerArn(scope, 'saml-provider', '*'),
      context: [],
    },
  ],
  run: async (_, scope) => {
    const range = { accountId: scope.caller.accountId };
    const providers = await scope.store.list(SAML_PROVIDERS, range);
    return {
      SAMLProviderList: providers.map(({ name, createDate, validUntil }) => ({
        Arn: providerArn(scope, 'saml-provider', name),
        ValidUntil: new Date(validUntil),
        CreateDate: new Date(createDate),
      })),
    };
  },
};
