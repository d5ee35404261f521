// What must be removed before an entity can be deleted.
import { IamError } from './errors.js';
import type { Reader } from './store.js';

/** Something an entity can hold, or be held by, that keeps it from being deleted. */
export interface Hold<Entity> {
  /** `delete access keys`: what the caller is told to do first. */
  readonly first: string;
  readonly stands: (store: Reader, entity: Entity) => Promise<boolean>;
}

/**
 * Lets an entity be deleted only when nothing holds it; the first hold of the list is told.
 *
 * @throws IamError DeleteConflict
 */
export async function refuseWhileHeld<Entity>(
  store: Reader,
  entity: Entity,
  holds: readonly Hold<Entity>[],
): Promise<void> {
  for (const { first, stands } of holds) {
    if (await stands(store, entity)) {
      throw new IamError('DeleteConflict', `Cannot delete entity, must ${first} first.`);
    }
  }
}
