// The object store as policies see it: the names, ARNs and routes of Amazon S3.
import { defineService, type RouteDefinition } from '@ostiary/middleware';

/** Where the service runs; it stands in the scope of signatures. */
export const REGION = 'us-east-1';

/** Listing can be allowed for one prefix (S3 User Guide, "Bucket policy examples using condition keys"). */
const listing = {
  action: 'ListBucket',
  context: {
    's3:prefix': { query: 'prefix' },
    's3:delimiter': { query: 'delimiter' },
    's3:max-keys': { query: 'max-keys' },
  },
} as const;

const payloadKey = { 's3:x-amz-content-sha256': { header: 'x-amz-content-sha256' } } as const;
const chunks = [
  'STREAMING-AWS4-HMAC-SHA256-PAYLOAD',
  'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER',
  'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
] as const;

const reading = { action: 'GetObject', presignedUrls: true } as const;

/** A write; a copy needs its source to be readable besides. */
const writing = {
  action: 'PutObject',
  body: 'stream',
  payloads: ['UNSIGNED-PAYLOAD', ...chunks],
  presignedUrls: true,
  context: payloadKey,
  withHeader: {
    'x-amz-copy-source': {
      action: 'PutObject',
      body: 'whole',
      also: [{ action: 'GetObject', header: 'x-amz-copy-source', path: '/{Bucket}/{Key+}' }],
    },
  },
} as const;

/**
 * Every route, with the action that S3 asks for it (Service Authorization Reference, "Amazon S3"). What is
 * missing here is refused, such as `?acl`; and so is `POST /{Bucket}?delete`, which names its objects in
 * its body and is read in `delete-request.ts`.
 */
const routes = {
  'GET /': 'ListAllMyBuckets',
  'PUT /{Bucket}': 'CreateBucket',
  'HEAD /{Bucket}': 'ListBucket',
  'GET /{Bucket}': listing,
  'GET /{Bucket}?list-type=2': listing,
  'GET /{Bucket}?location': 'GetBucketLocation',
  'GET /{Bucket}?versioning': 'GetBucketVersioning',
  'GET /{Bucket}?acl': 'GetBucketAcl',
  'GET /{Bucket}?policy': 'GetBucketPolicy',
  'GET /{Bucket}?uploads': 'ListBucketMultipartUploads',
  'DELETE /{Bucket}': 'DeleteBucket',
  'HEAD /{Bucket}/{Key+}': reading,
  'GET /{Bucket}/{Key+}': reading,
  'PUT /{Bucket}/{Key+}': writing,
  'DELETE /{Bucket}/{Key+}': 'DeleteObject',
  'GET /{Bucket}/{Key+}?acl': 'GetObjectAcl',
  'GET /{Bucket}/{Key+}?tagging': 'GetObjectTagging',
  'POST /{Bucket}': { action: 'PutObject', body: 'form', context: payloadKey },
  'POST /{Bucket}/{Key+}?uploads': 'PutObject',
  'PUT /{Bucket}/{Key+}?partNumber&uploadId': writing,
  'GET /{Bucket}/{Key+}?uploadId': 'ListMultipartUploadParts',
  'POST /{Bucket}/{Key+}?uploadId': 'PutObject',
  'DELETE /{Bucket}/{Key+}?uploadId': 'AbortMultipartUpload',
} as const satisfies Readonly<Record<string, string | RouteDefinition>>;

/** A route, as the gate names it to a handler. */
export type Route = keyof typeof routes;

export const objectService = defineService({
  // The clients sign for this name, and know no other.
  name: 's3',
  description: 'Objects in buckets',
  dialect: 's3',
  resourceTypes: {
    bucket: { arn: 'arn:${Partition}:s3:::${Bucket}' },
    object: { arn: 'arn:${Partition}:s3:::${Bucket}/${Key}' },
  },
  actions: {
    ListAllMyBuckets: { accessLevel: 'List' },
    CreateBucket: { accessLevel: 'Write', resource: 'bucket' },
    DeleteBucket: { accessLevel: 'Write', resource: 'bucket' },
    ListBucket: { accessLevel: 'List', resource: 'bucket' },
    ListBucketMultipartUploads: { accessLevel: 'List', resource: 'bucket' },
    GetBucketLocation: { accessLevel: 'Read', resource: 'bucket' },
    GetBucketVersioning: { accessLevel: 'Read', resource: 'bucket' },
    GetBucketAcl: { accessLevel: 'Read', resource: 'bucket' },
    GetBucketPolicy: { accessLevel: 'Read', resource: 'bucket' },
    GetObject: { accessLevel: 'Read', resource: 'object' },
    GetObjectAcl: { accessLevel: 'Read', resource: 'object' },
    GetObjectTagging: { accessLevel: 'Read', resource: 'object' },
    PutObject: { accessLevel: 'Write', resource: 'object' },
    DeleteObject: { accessLevel: 'Write', resource: 'object' },
    ListMultipartUploadParts: { accessLevel: 'Read', resource: 'object' },
    AbortMultipartUpload: { accessLevel: 'Write', resource: 'object' },
  },
  conditionKeys: {
    's3:prefix': { type: 'String' },
    's3:delimiter': { type: 'String' },
    's3:max-keys': { type: 'Numeric' },
    's3:x-amz-content-sha256': { type: 'String' },
  },
  // As S3 has it: some clients sign no body unless they are told to. A policy can refuse that.
  payloads: ['UNSIGNED-PAYLOAD'],
  subresources: [
    ...['accelerate', 'analytics', 'attributes', 'cors', 'delete', 'encryption', 'inventory'],
    ...['legal-hold', 'lifecycle', 'logging', 'metrics', 'notification', 'object-lock'],
    ...['ownershipControls', 'policyStatus', 'publicAccessBlock', 'replication', 'requestPayment'],
    ...['restore', 'retention', 'select', 'tagging', 'torrent', 'versionId', 'versions', 'website'],
  ],
  routes,
});
