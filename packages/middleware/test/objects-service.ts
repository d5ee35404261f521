// A service in the dialect of S3 that the tests guard.
import { defineService, type ServiceDefinition } from '@ostiary/middleware';

const unsigned = { payloads: ['UNSIGNED-PAYLOAD'], presignedUrls: true } as const;

export const objectsService: ServiceDefinition = defineService({
  name: 's3',
  dialect: 's3',
  resourceTypes: {
    bucket: { arn: 'arn:${Partition}:s3:::${Bucket}' },
    object: { arn: 'arn:${Partition}:s3:::${Bucket}/${Key}' },
  },
  actions: {
    ListAllMyBuckets: { accessLevel: 'List' },
    CreateBucket: { accessLevel: 'Write', resource: 'bucket' },
    ListBucket: { accessLevel: 'List', resource: 'bucket' },
    ListBucketMultipartUploads: { accessLevel: 'List', resource: 'bucket' },
    GetObject: { accessLevel: 'Read', resource: 'object' },
    GetObjectTagging: { accessLevel: 'Read', resource: 'object' },
    PutObject: { accessLevel: 'Write', resource: 'object' },
    DeleteObject: { accessLevel: 'Write', resource: 'object' },
    AbortMultipartUpload: { accessLevel: 'Write', resource: 'object' },
  },
  payloads: [
    'STREAMING-AWS4-HMAC-SHA256-PAYLOAD',
    'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER',
    'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
  ],
  conditionKeys: {
    's3:x-amz-storage-class': { type: 'String' },
    's3:x-amz-content-sha256': { type: 'String' },
  },
  subresources: ['acl', 'policy'],
  routes: {
    'GET /': 'ListAllMyBuckets',
    'PUT /{Bucket}': 'CreateBucket',
    'GET /{Bucket}': 'ListBucket',
    'GET /{Bucket}?list-type=2': 'ListBucket',
    'GET /{Bucket}?uploads': 'ListBucketMultipartUploads',
    'GET /{Bucket}/{Key+}': { action: 'GetObject', ...unsigned },
    'GET /{Bucket}/{Key+}?tagging': 'GetObjectTagging',
    'PUT /{Bucket}/{Key+}': {
      action: 'PutObject',
      body: 'stream',
      withHeader: {
        'x-amz-copy-source': {
          action: 'PutObject',
          body: 'whole',
          also: [{ action: 'GetObject', header: 'x-amz-copy-source', path: '/{Bucket}/{Key+}' }],
        },
      },
    },
    'PUT /{Bucket}/{Key+}?partNumber&uploadId': { action: 'PutObject', body: 'stream' },
    'POST /{Bucket}': {
      action: 'PutObject',
      body: 'form',
      context: {
        's3:x-amz-storage-class': { header: 'x-amz-storage-class' },
        's3:x-amz-content-sha256': { header: 'x-amz-content-sha256' },
      },
    },
    'POST /{Bucket}/{Key+}?uploads': 'PutObject',
    'DELETE /{Bucket}/{Key+}': 'DeleteObject',
    'DELETE /{Bucket}/{Key+}?uploadId': 'AbortMultipartUpload',
  },
});
