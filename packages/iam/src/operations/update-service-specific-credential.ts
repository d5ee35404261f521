// UpdateServiceSpecificCredential.
import { parseCredentialStatus } from '../credential-status.js';
import { getServiceCredential } from '../find-service-credential.js';
import { demandOnUser, getUserByName, userNameOrCaller } from '../find-user.js';
import type { Operation } from '../operation.js';
import { SERVICE_CREDENTIALS } from '../tables/service-credentials.js';

const ACTION = 'iam:UpdateServiceSpecificCredential';

/** Makes a credential inactive, or active again (IAM API Reference, "UpdateServiceSpecificCredential"). */
export const updateServiceSpecificCredential: Operation<'UpdateServiceSpecificCredential'> = {
  name: 'UpdateServiceSpecificCredential',
  access: 'write',
  demands: ({ UserName }, scope) => demandOnUser(ACTION, userNameOrCaller(UserName, scope), scope),
  run: async ({ UserName, ServiceSpecificCredentialId, Status }, scope) => {
    const status = parseCredentialStatus(Status);
    const user = await getUserByName(userNameOrCaller(UserName, scope), scope);
    const credential = await getServiceCredential(user, ServiceSpecificCredentialId, scope);
    await scope.store.replace(SERVICE_CREDENTIALS, { ...credential, status });
    return undefined;
  },
};
