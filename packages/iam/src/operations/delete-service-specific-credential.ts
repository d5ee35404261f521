// DeleteServiceSpecificCredential.
import { getServiceCredential } from '../find-service-credential.js';
import { demandOnUser, getUserByName, userNameOrCaller } from '../find-user.js';
import type { Operation } from '../operation.js';
import { SERVICE_CREDENTIALS } from '../tables/service-credentials.js';

const ACTION = 'iam:DeleteServiceSpecificCredential';

/** Deletes a credential (IAM API Reference, "DeleteServiceSpecificCredential"). */
export const deleteServiceSpecificCredential: Operation<'DeleteServiceSpecificCredential'> = {
  name: 'DeleteServiceSpecificCredential',
  access: 'write',
  demands: ({ UserName }, scope) => demandOnUser(ACTION, userNameOrCaller(UserName, scope), scope),
  run: async ({ UserName, ServiceSpecificCredentialId }, scope) => {
    const user = await getUserByName(userNameOrCaller(UserName, scope), scope);
    const credential = await getServiceCredential(user, ServiceSpecificCredentialId, scope);
    await scope.store.remove(SERVICE_CREDENTIALS, credential);
    return undefined;
  },
};
