// @ostiary/api: the operations of IAM and STS as data, and the wire they come over.
export { type DecodedRequest, decodeRequest, type QueryRequest } from './decode-request.js';
export {
  type EncodedResponse,
  type ErrorSetting,
  encodeError,
  encodeResponse,
  type ResponseSetting,
} from './encode-response.js';
export { ApiError } from './errors.js';
export { type FoundOperation, findOperation } from './find-operation.js';
export type { InputOf, OperationName, OperationTypes, OutputOf } from './operation-types.js';
export type {
  ListShape,
  MapShape,
  OperationModel,
  ScalarShape,
  ScalarType,
  ServiceModel,
  Shape,
  StructureShape,
} from './service-model.js';
