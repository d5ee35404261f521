// @ostiary/api: the operations of IAM and STS as data, and the wire they come over.
export type { InputOf, OperationName, OperationTypes, OutputOf } from './operation-types.js';
