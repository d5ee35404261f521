// PostObject: the file of an upload form, which a browser sends without credentials.
import { bodyChecks } from './body-checks.js';
import { keepObject } from './object-operations.js';
import { checkKey } from './object-store.js';
import type { Answer, Operation } from './operation.js';
import { S3Error } from './s3-error.js';
import { describeUpload, refuseUnknown } from './upload-headers.js';
import { writeXml } from './xml.js';

/** Of an ACL, all that is done here. */
const UNDERSTOOD_ACL = /^(private|bucket-owner-full-control)$/;

/** Goes by the fields that the policy covers, where others go by headers. */
export const postObject: Operation = async (call) => {
  const { store, request, bucket, key, form = new Map<string, string>() } = call;
  if (form.has('tagging') || !UNDERSTOOD_ACL.test(form.get('acl') ?? 'private')) {
    throw new S3Error('NotImplemented', 'an ACL or tags are not implemented');
  }
  refuseUnknown({}, new URLSearchParams([...form]));
  checkKey(key);
  store.checkBucket(bucket);
  const fields = Object.fromEntries(form);
  const described = describeUpload(fields, new URLSearchParams());
  const file = await store.data.write(request, bodyChecks(fields));
  const { etag } = keepObject(call, { ...described, file });
  return answer(form, { bucket, key, etag });
};

interface Posted {
  readonly bucket: string;
  readonly key: string;
  readonly etag: string;
}

/** As the form wants it, within what its policy covers (S3 API Reference, "POST Object"). */
function answer(form: ReadonlyMap<string, string>, { bucket, key, etag }: Posted): Answer {
  const redirect = toUrl(form.get('success_action_redirect') ?? form.get('redirect'));
  if (redirect !== undefined) {
    for (const [name, value] of Object.entries({ bucket, key, etag })) {
      redirect.searchParams.set(name, value);
    }
    return { status: 303, headers: { location: redirect.href, etag } };
  }
  const location = `/${bucket}/${key.split('/').map(encodeURIComponent).join('/')}`;
  const headers = { location, etag };
  const status = form.get('success_action_status');
  if (status === '201') {
    const content = { Location: location, Bucket: bucket, Key: key, ETag: etag };
    return { status: 201, headers, body: writeXml('PostResponse', content) };
  }
  return { status: status === '200' ? 200 : 204, headers };
}

/** What is no address of a page is as good as none. */
function toUrl(text: string | undefined): URL | undefined {
  if (text === undefined || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  return /^https?:$/.test(url.protocol) ? url : undefined;
}
