// The id under which the deletion of a service-linked role is asked about.
import type { OperationScope } from './operation.js';
import type { Role } from './tables/roles.js';

/** A role that was deleted. */
export interface DeletedRole {
  readonly path: string;
  readonly roleName: string;
}

/**
 * `task/aws-service-role/notes.example.com/AWSServiceRoleForNotes/…`. Roles are deleted at once, so
 * there is no task to keep: the id is sealed, and one that opens was given for a deletion.
 */
export function deletionTaskId(
  { path, roleName, roleId }: Role,
  { secrets, caller }: OperationScope,
): string {
  const place = `task${path}${roleName}`;
  return `${place}/${secrets.sealText(roleId, 'marker', sealedFor(place, caller.accountId))}`;
}

/** The role of a deletion, or undefined when there was none of this id in the account. */
export function findDeletion(
  taskId: string,
  { secrets, caller }: OperationScope,
): DeletedRole | undefined {
  const [, place = '', path = '', roleName = '', sealed = ''] =
    /^(task(\/aws-service-role\/[^/]+\/)([^/]+))\/([^/]+)$/.exec(taskId) ?? [];
  const context = sealedFor(place, caller.accountId);
  return secrets.openText(sealed, 'marker', context) === undefined ? undefined : { path, roleName };
}

function sealedFor(place: string, accountId: string): readonly string[] {
  return ['service-linked-role-deletion', accountId, place];
}
