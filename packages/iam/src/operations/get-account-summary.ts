// GetAccountSummary.
import { hasRows } from '../has-rows.js';
import type { Operation } from '../operation.js';
import { ACCESS_KEYS } from '../tables/access-keys.js';
import { GROUPS } from '../tables/groups.js';
import { INSTANCE_PROFILES } from '../tables/instance-profiles.js';
import { MANAGED_POLICIES } from '../tables/managed-policies.js';
import { MFA_DEVICES } from '../tables/mfa-devices.js';
import { OPEN_ID_CONNECT_PROVIDERS } from '../tables/open-id-connect-providers.js';
import { POLICY_VERSIONS } from '../tables/policy-versions.js';
import { ROLES } from '../tables/roles.js';
import { SAML_PROVIDERS } from '../tables/saml-providers.js';
import { SERVER_CERTIFICATES } from '../tables/server-certificates.js';
import { SIGNING_CERTIFICATES } from '../tables/signing-certificates.js';
import { USERS } from '../tables/users.js';

/**
 * Says how much the account has of everything and how much it may have (IAM API Reference,
 * "GetAccountSummary").
 */
export const getAccountSummary: Operation<'GetAccountSummary'> = {
  name: 'GetAccountSummary',
  access: 'read',
  demands: () => [{ action: 'iam:GetAccountSummary', resource: '*', context: [] }],
  run: async (_, { store, caller: { accountId }, quotas }) => {
    const ofRoot = { accountId, index: 'owner', prefix: [accountId] } as const;
    return {
      SummaryMap: {
        ...quotas,
        Users: await store.count(USERS, { accountId }),
        Groups: await store.count(GROUPS, { accountId }),
        Roles: await store.count(ROLES, { accountId }),
        Policies: await store.count(MANAGED_POLICIES, { accountId }),
        PolicyVersionsInUse: await store.count(POLICY_VERSIONS, { accountId }),
        InstanceProfiles: await store.count(INSTANCE_PROFILES, { accountId }),
        Providers:
          (await store.count(OPEN_ID_CONNECT_PROVIDERS, { accountId })) +
          (await store.count(SAML_PROVIDERS, { accountId })),
        MFADevices: await store.count(MFA_DEVICES, { accountId }),
        MFADevicesInUse: await store.count(MFA_DEVICES, { accountId, index: 'owner' }),
        ServerCertificates: await store.count(SERVER_CERTIFICATES, { accountId }),
        AccountSigningCertificatesPresent: Number(
          await hasRows(store, SIGNING_CERTIFICATES, { accountId, prefix: [accountId] }),
        ),
        AccountMFAEnabled: Number(await hasRows(store, MFA_DEVICES, ofRoot)),
        AccountAccessKeysPresent: Number(await hasRows(store, ACCESS_KEYS, ofRoot)),
        GlobalEndpointTokenVersion: 2,
      },
    };
  },
};
