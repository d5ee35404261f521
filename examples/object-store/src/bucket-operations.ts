// Operations on buckets.
import { REGION } from './object-service.js';
import type { Operation } from './operation.js';
import { refuseUnknown } from './upload-headers.js';
import { writeXml } from './xml.js';

export const listBuckets: Operation = ({ store }) => ({
  status: 200,
  body: writeXml('ListAllMyBucketsResult', {
    Buckets: {
      Bucket: store
        .listBuckets()
        .map(({ name, created }) => ({ Name: name, CreationDate: created })),
    },
  }),
});

/** The body may name a region; there is this one alone. */
export const createBucket: Operation = ({ store, bucket, request, query }) => {
  refuseUnknown(request.headers, query);
  store.createBucket(bucket);
  return { status: 200, headers: { location: `/${bucket}` } };
};

export const headBucket: Operation = ({ store, bucket }) => {
  store.checkBucket(bucket);
  return { status: 200, headers: { 'x-amz-bucket-region': REGION } };
};

/** S3 has no name for `us-east-1` here (S3 API Reference, "GetBucketLocation"). */
export const getBucketLocation: Operation = ({ store, bucket }) => {
  store.checkBucket(bucket);
  return { status: 200, body: writeXml('LocationConstraint', {}) };
};

/** Never enabled. */
export const getBucketVersioning: Operation = ({ store, bucket }) => {
  store.checkBucket(bucket);
  return { status: 200, body: writeXml('VersioningConfiguration', {}) };
};

export const deleteBucket: Operation = ({ store, bucket }) => {
  store.deleteBucket(bucket);
  return { status: 204 };
};
