// CreateServiceSpecificCredential.
import { checkQuota } from '../check-quota.js';
import { describeServiceCredential } from '../find-service-credential.js';
import { demandOnUser, getUserByName } from '../find-user.js';
import type { Operation } from '../operation.js';
import { checkCredentialService, findFreeServiceUserName } from '../service-credential-names.js';
import { createServicePassword } from '../service-password.js';
import { SERVICE_CREDENTIALS, type ServiceCredential } from '../tables/service-credentials.js';
import { createUniqueId } from '../unique-id.js';

const DAY_MS = 86_400_000;

/**
 * Makes a name and a password of a user for one service. The password is in this answer and nowhere
 * else (IAM API Reference, "CreateServiceSpecificCredential").
 */
export const createServiceSpecificCredential: Operation<'CreateServiceSpecificCredential'> = {
  name: 'CreateServiceSpecificCredential',
  access: 'write',
  demands: async ({ UserName, ServiceName, CredentialAgeDays }, scope) =>
    demandOnUser('iam:CreateServiceSpecificCredential', UserName, scope, [
      ['iam:ServiceSpecificCredentialServiceName', ServiceName],
      ...(CredentialAgeDays === undefined
        ? []
        : [['iam:ServiceSpecificCredentialAgeDays', String(CredentialAgeDays)] as const]),
    ]),
  run: async ({ UserName, ServiceName: serviceName, CredentialAgeDays: ageDays }, scope) => {
    const { store, now, quotas, secrets } = scope;
    await checkCredentialService(serviceName, scope);
    const user = await getUserByName(UserName, scope);
    const { accountId, userId } = user;
    const all = await store.list(SERVICE_CREDENTIALS, { accountId, prefix: [userId] });
    const present = all.filter((credential) => credential.serviceName === serviceName).length;
    const quota = quotas.ServiceSpecificCredentialsPerUserQuota;
    checkQuota('ServiceSpecificCredentialsPerUser', present, quota);
    const { password, passwordDigest } = createServicePassword(secrets);
    const credential: ServiceCredential = {
      ...{ accountId, userId, serviceName, passwordDigest },
      credentialId: createUniqueId('serviceSpecificCredential', secrets),
      serviceUserName: await findFreeServiceUserName(serviceName, user, scope),
      status: 'Active',
      createDate: now.toISOString(),
      ...(ageDays !== undefined && {
        expirationDate: new Date(now.getTime() + ageDays * DAY_MS).toISOString(),
      }),
    };
    await store.insert(SERVICE_CREDENTIALS, credential);
    const shape = describeServiceCredential(credential, user);
    return { ServiceSpecificCredential: { ...shape, ServicePassword: password } };
  },
};
