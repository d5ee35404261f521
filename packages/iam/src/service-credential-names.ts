// For which services there are service-specific credentials, and the names they get.
import { IamError } from './errors.js';
import type { ReadScope } from './operation.js';
import { SERVICE_CREDENTIALS } from './tables/service-credentials.js';
import { SERVICES } from './tables/services.js';
import type { User } from './tables/users.js';

/** Those of AWS, so that its clients find what they know. */
const AWS_SERVICES: ReadonlySet<string> = new Set([
  'bedrock.amazonaws.com',
  'cassandra.amazonaws.com',
  'codecommit.amazonaws.com',
]);

/**
 * Lets credentials be made for the guarded services of the deployment and for those of AWS.
 *
 * @throws IamError NotSupportedService
 */
export async function checkCredentialService(
  serviceName: string,
  { store }: ReadScope,
): Promise<void> {
  if (AWS_SERVICES.has(serviceName)) return;
  if (await store.findAnywhere(SERVICES, 'serviceName', [serviceName])) return;
  throw new IamError(
    'NotSupportedService',
    `The service ${serviceName} does not support service-specific credentials.`,
  );
}

/** `alice-at-123456789012`, or `alice+1-at-123456789012` when that is taken, and so on. */
export async function findFreeServiceUserName(
  serviceName: string,
  { accountId, userName }: User,
  { store }: ReadScope,
): Promise<string> {
  for (let number = 0; ; number++) {
    const name = `${userName}${number === 0 ? '' : `+${number}`}-at-${accountId}`;
    const key = [serviceName, name];
    const taken = await store.find(SERVICE_CREDENTIALS, 'serviceUserName', accountId, key);
    if (taken === undefined) return name;
  }
}
