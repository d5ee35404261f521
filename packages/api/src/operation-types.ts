// Which operations there are, and the types of what goes in and comes out.
import type { IamOperationTypes } from './generated/iam-types.js';
import type { StsOperationTypes } from './generated/sts-types.js';

/** Input and output of each operation of IAM and STS, by name. */
export interface OperationTypes extends IamOperationTypes, StsOperationTypes {}

/** The name of an operation, as the `Action` parameter has it. */
export type OperationName = keyof OperationTypes;

/** What an operation is given. */
export type InputOf<Name extends OperationName> = OperationTypes[Name]['input'];

/** What an operation answers. */
export type OutputOf<Name extends OperationName> = OperationTypes[Name]['output'];
