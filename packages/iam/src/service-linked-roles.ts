// Roles that belong to a service: it alone may change them.
import { IamError } from './errors.js';
import { getRoleByName } from './find-role.js';
import type { ReadScope } from './operation.js';
import type { Role } from './tables/roles.js';

/** Where they all are (IAM User Guide, "Create a service-linked role"). */
export const SERVICE_LINKED_PATH = '/aws-service-role/';

/** `/aws-service-role/notes.example.com/` */
export function serviceLinkedPath(service: string): string {
  return `${SERVICE_LINKED_PATH}${service}/`;
}

/** `AWSServiceRoleForNotes`, and what tells it from another one of the service. */
export function serviceLinkedRoleName(service: string, suffix: string | undefined): string {
  const [label = ''] = service.split('.');
  const words = label.split('-').map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  return `AWSServiceRoleFor${words.join('')}${suffix === undefined ? '' : `_${suffix}`}`;
}

/** Whether a role belongs to a service. */
export function isServiceLinked({ path }: Pick<Role, 'path'>): boolean {
  return path.startsWith(SERVICE_LINKED_PATH);
}

/**
 * The role of this name, to be changed by its account.
 *
 * @throws IamError UnmodifiableEntity when it belongs to a service, NoSuchEntity
 */
export async function getModifiableRole(roleName: string, scope: ReadScope): Promise<Role> {
  const role = await getRoleByName(roleName, scope);
  if (!isServiceLinked(role)) return role;
  throw new IamError(
    'UnmodifiableEntity',
    `Cannot perform the operation on the protected role '${role.roleName}' - this role is only modifiable by AWS`,
  );
}

/**
 * Refuses to make a role where those of services are.
 *
 * @throws IamError InvalidInput
 */
export function refuseServiceLinkedPath(path: string): void {
  if (!isServiceLinked({ path })) return;
  throw new IamError('InvalidInput', `The path ${SERVICE_LINKED_PATH} is for roles of services.`);
}
