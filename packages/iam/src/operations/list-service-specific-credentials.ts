// ListServiceSpecificCredentials.
import { describeServiceCredential } from '../find-service-credential.js';
import { demandOnUser, getUserByName, userArn, userNameOrCaller } from '../find-user.js';
import type { Operation } from '../operation.js';
import { listRows, onlyMatching, page } from '../paging.js';
import { SERVICE_CREDENTIALS } from '../tables/service-credentials.js';
import { USERS } from '../tables/users.js';

const ACTION = 'iam:ListServiceSpecificCredentials';

/**
 * Lists the service-specific credentials of a user, or of all, without their passwords (IAM API
 * Reference, "ListServiceSpecificCredentials").
 */
export const listServiceSpecificCredentials: Operation<'ListServiceSpecificCredentials'> = {
  name: 'ListServiceSpecificCredentials',
  access: 'read',
  demands: ({ UserName, AllUsers }, scope) =>
    AllUsers
      ? [{ action: ACTION, resource: userArn(scope, { path: '/', userName: '*' }), context: [] }]
      : demandOnUser(ACTION, userNameOrCaller(UserName, scope), scope),
  run: async (input, scope) => {
    const { UserName, AllUsers, ServiceName } = input;
    const user = AllUsers
      ? undefined
      : await getUserByName(userNameOrCaller(UserName, scope), scope);
    const prefix = user === undefined ? [] : [user.userId];
    const credentials = onlyMatching(
      listRows(scope, SERVICE_CREDENTIALS, { prefix }),
      ({ serviceName }) => ServiceName === undefined || serviceName === ServiceName,
    );
    const { items, ending } = await page(
      'ListServiceSpecificCredentials',
      input,
      credentials,
      scope,
    );
    const shapes = items.map(async (credential) => {
      const { accountId, userId } = credential;
      const owner = user ?? (await scope.store.get(USERS, accountId, [userId]));
      return owner && describeServiceCredential(credential, owner);
    });
    const known = (await Promise.all(shapes)).filter((shape) => shape !== undefined);
    return { ServiceSpecificCredentials: known, ...ending };
  },
};
