// All operations, one row each.
import type { OperationName } from '@ostiary/api';
import type { Operation } from './operation.js';
import { createUser } from './operations/create-user.js';

/** The operations that stand, by name. */
export type Operations = { readonly [Name in OperationName]?: Operation<Name> };

/** Every operation of the domain. */
export const OPERATIONS: Operations = {
  CreateUser: createUser,
};
