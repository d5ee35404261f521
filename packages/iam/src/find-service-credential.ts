// The service-specific credential that an operation is about.
import type { OutputOf } from '@ostiary/api';
import { IamError } from './errors.js';
import type { ReadScope } from './operation.js';
import { SERVICE_CREDENTIALS, type ServiceCredential } from './tables/service-credentials.js';
import type { User } from './tables/users.js';

type Metadata = NonNullable<
  OutputOf<'ListServiceSpecificCredentials'>['ServiceSpecificCredentials']
>[number];

/**
 * The service-specific credential of a user.
 *
 * @throws IamError NoSuchEntity, also for one of somebody else
 */
export async function getServiceCredential(
  { accountId, userId }: User,
  credentialId: string,
  { store }: ReadScope,
): Promise<ServiceCredential> {
  const credential = await store.get(SERVICE_CREDENTIALS, accountId, [userId, credentialId]);
  if (credential === undefined) {
    throw new IamError(
      'NoSuchEntity',
      `The service specific credential with id ${credentialId} cannot be found.`,
    );
  }
  return credential;
}

/** The `ServiceSpecificCredentialMetadata` shape: all but the password. */
export function describeServiceCredential(
  credential: ServiceCredential,
  { userName }: Pick<User, 'userName'>,
): Metadata & { readonly ServiceUserName: string } {
  const { credentialId, serviceName, serviceUserName, status } = credential;
  const { createDate, expirationDate } = credential;
  return {
    UserName: userName,
    ServiceSpecificCredentialId: credentialId,
    ServiceName: serviceName,
    ServiceUserName: serviceUserName,
    Status: status,
    CreateDate: new Date(createDate),
    ...(expirationDate !== undefined && { ExpirationDate: new Date(expirationDate) }),
  };
}
