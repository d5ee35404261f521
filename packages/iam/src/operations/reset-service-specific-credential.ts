// ResetServiceSpecificCredential.
import { describeServiceCredential, getServiceCredential } from '../find-service-credential.js';
import { demandOnUser, getUserByName, userNameOrCaller } from '../find-user.js';
import type { Operation } from '../operation.js';
import { createServicePassword } from '../service-password.js';
import { SERVICE_CREDENTIALS } from '../tables/service-credentials.js';

const ACTION = 'iam:ResetServiceSpecificCredential';

/** Gives a credential another password, shown once (IAM API Reference, "ResetServiceSpecificCredential"). */
export const resetServiceSpecificCredential: Operation<'ResetServiceSpecificCredential'> = {
  name: 'ResetServiceSpecificCredential',
  access: 'write',
  demands: ({ UserName }, scope) => demandOnUser(ACTION, userNameOrCaller(UserName, scope), scope),
  run: async ({ UserName, ServiceSpecificCredentialId }, scope) => {
    const user = await getUserByName(userNameOrCaller(UserName, scope), scope);
    const credential = await getServiceCredential(user, ServiceSpecificCredentialId, scope);
    const { password, passwordDigest } = createServicePassword(scope.secrets);
    await scope.store.replace(SERVICE_CREDENTIALS, { ...credential, passwordDigest });
    const shape = describeServiceCredential(credential, user);
    return { ServiceSpecificCredential: { ...shape, ServicePassword: password } };
  },
};
