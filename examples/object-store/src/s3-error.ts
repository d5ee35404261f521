// What the store refuses, in the codes of S3.
import { RequestRefused } from '@ostiary/middleware';

/** HTTP status by code (S3 API Reference, "Error responses"). */
const statusOf = {
  BadDigest: 400,
  BucketAlreadyOwnedByYou: 409,
  BucketNotEmpty: 409,
  EntityTooLarge: 400,
  EntityTooSmall: 400,
  InternalError: 500,
  InvalidArgument: 400,
  InvalidBucketName: 400,
  InvalidDigest: 400,
  InvalidPart: 400,
  InvalidPartOrder: 400,
  InvalidRange: 416,
  InvalidRequest: 400,
  KeyTooLongError: 400,
  MalformedXML: 400,
  MetadataTooLarge: 400,
  NoSuchBucket: 404,
  NoSuchKey: 404,
  NoSuchUpload: 404,
  NotImplemented: 501,
  PreconditionFailed: 412,
} as const;

export type S3ErrorCode = keyof typeof statusOf;

/** A request that the store refuses; its message is fit for the caller. */
export class S3Error extends RequestRefused {
  override readonly name = 'S3Error';

  constructor(code: S3ErrorCode, message: string, options?: ErrorOptions) {
    const status = statusOf[code];
    super(code, { status, fault: status >= 500 ? 'Receiver' : 'Sender' }, message, options);
  }
}
