// The object store as a listener of Node's HTTP server: the gate, and behind it a table of operations.
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { type AuditSink, createGate, type GateOptions, RequestRefused } from '@ostiary/middleware';
import { readAccountFile } from '@ostiary/middleware/account-file';
import { getRoute, ostiary } from '@ostiary/middleware/node';
import { SignatureError } from '@ostiary/sigv4';
import * as buckets from './bucket-operations.js';
import { deleteObjects } from './delete-objects.js';
import { isDeleteRequest, readDeleteRequest } from './delete-request.js';
import { listObjects, listObjectsV2 } from './list-operations.js';
import * as multipart from './multipart-operations.js';
import { MultipartUploads } from './multipart-uploads.js';
import {
  deleteObject,
  getObject,
  getObjectTagging,
  notImplemented,
  putObject,
} from './object-operations.js';
import { objectService, REGION, type Route } from './object-service.js';
import { ObjectStore } from './object-store.js';
import { type Answer, type Operation, readQuery } from './operation.js';
import { postObject } from './post-object.js';
import { S3Error } from './s3-error.js';
import { writeErrorXml } from './xml.js';

export interface AppOptions {
  /** Users, policies and keys, as JSON. */
  readonly accountFile: string;
  /** The folder in which the objects are kept. */
  readonly folder: string;
  readonly audit?: AuditSink;
}

/** One operation for each route of the service; the compiler counts them. */
const operations: Readonly<Record<Route, Operation>> = {
  'GET /': buckets.listBuckets,
  'PUT /{Bucket}': buckets.createBucket,
  'HEAD /{Bucket}': buckets.headBucket,
  'GET /{Bucket}': listObjects,
  'GET /{Bucket}?list-type=2': listObjectsV2,
  'GET /{Bucket}?location': buckets.getBucketLocation,
  'GET /{Bucket}?versioning': buckets.getBucketVersioning,
  'GET /{Bucket}?acl': notImplemented,
  'GET /{Bucket}?policy': notImplemented,
  'GET /{Bucket}?uploads': multipart.listMultipartUploads,
  'POST /{Bucket}': postObject,
  'DELETE /{Bucket}': buckets.deleteBucket,
  'HEAD /{Bucket}/{Key+}': getObject,
  'GET /{Bucket}/{Key+}': getObject,
  'PUT /{Bucket}/{Key+}': putObject,
  'DELETE /{Bucket}/{Key+}': deleteObject,
  'GET /{Bucket}/{Key+}?acl': notImplemented,
  'GET /{Bucket}/{Key+}?tagging': getObjectTagging,
  'POST /{Bucket}/{Key+}?uploads': multipart.createMultipartUpload,
  'PUT /{Bucket}/{Key+}?partNumber&uploadId': multipart.uploadPart,
  'GET /{Bucket}/{Key+}?uploadId': multipart.listParts,
  'POST /{Bucket}/{Key+}?uploadId': multipart.completeMultipartUpload,
  'DELETE /{Bucket}/{Key+}?uploadId': multipart.abortMultipartUpload,
};

/** Give the server that it listens to to `holdContinue`, so that what is refused is never sent. */
export function createApp({ accountFile, folder, audit }: AppOptions): RequestListener {
  const store = new ObjectStore(folder);
  const uploads = new MultipartUploads(store.data);
  const account = readAccountFile(accountFile);
  const options: GateOptions = {
    service: objectService,
    region: REGION,
    ...account,
    ...(audit && { audit }),
    explain: true,
  };
  const { accountId } = account;

  const byRoute = ostiary(createGate(options), (request, response) =>
    answer(request, response, () => {
      const { route, parameters, form } = getRoute(request);
      const operation = route !== undefined && isRoute(route) ? operations[route] : notImplemented;
      const bucket = parameters.get('Bucket') ?? '';
      const key = parameters.get('Key') ?? '';
      const query = readQuery(request.url);
      return operation({ store, uploads, request, bucket, key, query, ...(form && { form }) });
    }),
  );

  const deleting = createGate({ ...options, reader: readDeleteRequest });
  const byBody = ostiary(deleting, (request, response, { given, decide }) =>
    answer(request, response, () => deleteObjects(store, given, { decide, accountId })),
  );

  return (request, response) => {
    const isDelete = isDeleteRequest(request);
    (isDelete ? byBody : byRoute)(request, response);
  };
}

function isRoute(route: string): route is Route {
  return Object.hasOwn(operations, route);
}

/** Answers with what an operation gives, or with the error document of what it throws. */
async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  operate: () => Answer | Promise<Answer>,
): Promise<void> {
  try {
    const { status, headers = {}, body = '' } = await operate();
    response.statusCode = status;
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    if (typeof body !== 'string') {
      await pipeline(body, response);
      return;
    }
    if (body !== '') response.setHeader('content-type', 'application/xml');
    response.end(body);
  } catch (error) {
    if (response.headersSent || response.destroyed) response.destroy();
    else answerError(request, response, error);
  }
}

function answerError(request: IncomingMessage, response: ServerResponse, error: unknown): void {
  const { code, status, message } = asRefusal(error);
  if (status === 500) console.error('the store failed:', error);
  for (const name of response.getHeaderNames()) {
    if (name !== 'x-amzn-requestid') response.removeHeader(name);
  }
  response.statusCode = status;
  response.setHeader('content-type', 'application/xml');
  // What is left of a body that was refused is not read.
  if (!request.complete) response.setHeader('connection', 'close');
  const RequestId = String(response.getHeader('x-amzn-requestid'));
  response.end(writeErrorXml({ Code: code, Message: message, RequestId }));
}

/** A body errors, while it is read, by the code of what is wrong with its signature. */
function asRefusal(error: unknown): Pick<RequestRefused, 'code' | 'status' | 'message'> {
  if (error instanceof RequestRefused) return error;
  if (error instanceof SignatureError) {
    const status = error.code === 'SignatureDoesNotMatch' ? 403 : 400;
    return { code: error.code, status, message: error.message };
  }
  return new S3Error('InternalError', 'we encountered an internal error, please try again');
}
