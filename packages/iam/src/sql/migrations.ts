// All migrations, in order.
import { CONTROL_PLANE_MIGRATION } from './control-plane-migration.js';
import type { Migration } from './migration.js';
import { PATHS_MIGRATION } from './paths-migration.js';

/** What a database of the domain is made by. */
export const MIGRATIONS: readonly Migration[] = [CONTROL_PLANE_MIGRATION, PATHS_MIGRATION];
