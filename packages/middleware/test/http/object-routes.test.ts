// Which action a request in the dialect of S3 is, by path, query and headers.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ObjectsApp, objectAdapters, startObjects } from './objects-app.js';
import { type Answer, sendExactly } from './send.js';
import { alice, type OutgoingRequest, s3Signer } from './signers.js';

interface Wanted {
  readonly method?: string;
  readonly target: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly action: string;
  readonly parameters?: Readonly<Record<string, string>>;
}

const key = (text: string) => ({ Bucket: 'b', Key: text });

const allowed: readonly Wanted[] = [
  { target: '/', action: 's3:ListAllMyBuckets', parameters: {} },
  { target: '/b', action: 's3:ListBucket', parameters: { Bucket: 'b' } },
  { target: '/b/', action: 's3:ListBucket', parameters: { Bucket: 'b' } },
  { target: '/b?list-type=2&prefix=x', action: 's3:ListBucket' },
  { target: '/b/?list-type=2', action: 's3:ListBucket' },
  { target: '/b?uploads', action: 's3:ListBucketMultipartUploads' },
  { target: '/b?uploads=', action: 's3:ListBucketMultipartUploads' },
  { target: '/b/k', action: 's3:GetObject', parameters: key('k') },
  { target: '/b/k?x-id=GetObject', action: 's3:GetObject' },
  { target: '/b/k?tagging', action: 's3:GetObjectTagging' },
  { target: '/b/k?%74agging', action: 's3:GetObjectTagging' },
  { target: '/b/k', method: 'DELETE', action: 's3:DeleteObject' },
  { target: '/b/k?uploadId=1', method: 'DELETE', action: 's3:AbortMultipartUpload' },
  { target: '/b/k?uploads', method: 'POST', action: 's3:PutObject' },
  { target: '/b/k?partNumber=1&uploadId=2', method: 'PUT', action: 's3:PutObject' },
  { target: '/b/a/b/c', action: 's3:GetObject', parameters: key('a/b/c') },
  { target: '/b//a', action: 's3:GetObject', parameters: key('/a') },
  { target: '/b/a//b/', action: 's3:GetObject', parameters: key('a//b/') },
  { target: '/b/../c', action: 's3:GetObject', parameters: key('../c') },
  { target: '/b/./c/..', action: 's3:GetObject', parameters: key('./c/..') },
  { target: '/b/%2E%2E/c', action: 's3:GetObject', parameters: key('../c') },
  { target: '/b/x%2Fy', action: 's3:GetObject', parameters: key('x/y') },
  { target: '/b/x%252Fy', action: 's3:GetObject', parameters: key('x%2Fy') },
  { target: '/b/a%20b+c~', action: 's3:GetObject', parameters: key('a b+c~') },
  { target: '/b/%C3%A9', action: 's3:GetObject', parameters: key('é') },
  {
    target: '/b/w%281%29%2A%27%21%40%3A%3D%2C%3B%26%24.txt',
    action: 's3:GetObject',
    parameters: key("w(1)*'!@:=,;&$.txt"),
  },
  { target: "/b/w(1)*'!", action: 's3:GetObject', parameters: key("w(1)*'!") },
];

const refused: readonly (Omit<Wanted, 'action'> & { readonly code?: string })[] = [
  { target: '/other/k' },
  { target: '/b/k?acl' },
  { target: '/b/k?ac%6C' },
  { target: '/b/k?acl&tagging' },
  { target: '/b?policy' },
  { target: '/b?list-type=1' },
  { target: '/b?list-type=2&uploads' },
  { target: '/b/k?partNumber=1', method: 'PUT' },
  { target: '/b/k?uploadId=1', method: 'PUT' },
  { target: '/b/k?uploads&uploadId=1', method: 'POST' },
  { target: '/b/k', method: 'POST' },
  { target: '/b', method: 'DELETE' },
  { target: '/B/k' },
  { target: '/b%2Fx/k' },
  { target: '/b/k?tagging&tagging', code: 'InvalidRequest' },
  { target: '/b/k?acl[]', code: 'InvalidRequest' },
  { target: '/b/k?[acl]=1', code: 'InvalidRequest' },
  { target: '/b/%ff', code: 'InvalidURI' },
  { target: '/b/%00', code: 'InvalidURI' },
  { target: '/b/{x}', code: 'InvalidURI' },
];

describe.each(objectAdapters)('routes of objects on $name', (adapter) => {
  let app: ObjectsApp;
  beforeAll(async () => {
    app = await startObjects(adapter);
  });
  afterAll(() => app.close());

  const call = async (
    { method = 'GET', target, headers = {} }: Omit<Wanted, 'action'>,
    change: (request: OutgoingRequest) => OutgoingRequest = (it) => it,
  ): Promise<Answer> => {
    const request = { method, target, headers: { host: app.host, ...headers } };
    return sendExactly(app, change(await s3Signer.sign(request, { credentials: alice })));
  };

  it.each(allowed)('$method $target is $action', async (wanted) => {
    const answer = await call(wanted);
    expect(answer).toMatchObject({ status: 200 });
    const { action, parameters } = JSON.parse(answer.text);
    expect(action).toBe(wanted.action);
    if (wanted.parameters !== undefined) expect(parameters).toEqual(wanted.parameters);
  });

  it.each(refused)('$method $target is refused', async ({ code = 'AccessDenied', ...wanted }) => {
    const before = app.seen.length;
    const answer = await call(wanted);
    expect(answer.text).toContain(`<Code>${code}</Code>`);
    expect(app.seen).toHaveLength(before);
    expect(app.errors).toEqual([]);
  });

  it.each(['/b/a/source', 'b/a/source', '/b/a%2Fsource', '/b/s%C3%A9'])(
    'a copy of %s needs its source too',
    async (source) => {
      const headers = { 'x-amz-copy-source': source };
      expect((await call({ method: 'PUT', target: '/b/k', headers })).status).toBe(200);
      expect(app.records.at(-2)).toMatchObject({
        eventName: 's3:PutObject',
        demands: [
          { action: 's3:PutObject', resource: 'arn:aws:s3:::b/k' },
          { action: 's3:GetObject', outcome: 'allowed' },
        ],
      });
    },
  );

  it.each([
    ['/secret/source', 'AccessDenied', 403],
    ['secret/source', 'AccessDenied', 403],
    ['/b', 'InvalidArgument', 400],
    ['', 'InvalidArgument', 400],
    ['/b/k?versionId=1', 'InvalidURI', 400],
  ])('a copy of %j is refused', async (source, code, status) => {
    const headers = { 'x-amz-copy-source': source };
    const answer = await call({ method: 'PUT', target: '/b/k', headers });
    expect(answer).toMatchObject({ status, headers: { 'x-amzn-errortype': code } });
  });

  it('a header that chooses an action is chosen by its presence alone, in any case', async () => {
    const headers = { 'X-AMZ-Copy-Source': '/secret/source' };
    expect((await call({ method: 'PUT', target: '/b/k', headers })).status).toBe(403);
  });

  it.each([
    ['/b/k', 'PUT /{Bucket}/{Key+}'],
    ['/b/k?uploadId=2&partNumber=1', 'PUT /{Bucket}/{Key+}?partNumber&uploadId'],
  ])(
    'the handler of PUT %s is told its route, which its action does not tell',
    async (target, route) => {
      const { text } = await call({ method: 'PUT', target });
      expect(JSON.parse(text)).toMatchObject({ action: 's3:PutObject', route });
    },
  );

  it('an error document is that of S3, with the time of the server', async () => {
    const { status, headers, text } = await call({ target: '/other/k' });
    expect(status).toBe(403);
    expect(headers).toMatchObject({
      'content-type': 'application/xml; charset=utf-8',
      date: 'Mon, 23 Nov 2026 12:00:00 GMT',
    });
    const requestId = headers['x-amzn-requestid'];
    expect(text.trim().replaceAll(/\s+</g, '<')).toBe(
      `<Error><Code>AccessDenied</Code><Message>User: arn:aws:iam::123456789012:user/alice is not authorized to perform: s3:GetObject on resource: arn:aws:s3:::other/k because no identity-based policy allows the s3:GetObject action</Message><RequestId>${requestId}</RequestId></Error>`,
    );
  });

  it('a request that was signed for another region is told for which to sign', async () => {
    const request = { method: 'GET', target: '/b/k', headers: { host: app.host } };
    const signed = await s3Signer.sign(request, { credentials: alice, region: 'us-east-1' });
    const { status, headers, text } = await sendExactly(app, signed);
    expect(status).toBe(400);
    expect(headers).toMatchObject({
      'x-amz-bucket-region': 'eu-west-1',
      'x-amzn-errortype': 'AuthorizationHeaderMalformed',
    });
    expect(text.trim().replaceAll(/\s+</g, '<')).toBe(
      `<Error><Code>AuthorizationHeaderMalformed</Code><Message>The authorization header is malformed; the region &apos;us-east-1&apos; is wrong; expecting &apos;eu-west-1&apos;</Message><Region>eu-west-1</Region><RequestId>${headers['x-amzn-requestid']}</RequestId></Error>`,
    );
  });

  it('an unknown key is the one of S3', async () => {
    const answer = await call({ target: '/b/k' }, (request) => ({
      ...request,
      headers: {
        ...request.headers,
        authorization: (request.headers.authorization ?? '').replace('AKIA', 'AKIB'),
      },
    }));
    expect(answer.headers['x-amzn-errortype']).toBe('InvalidAccessKeyId');
  });

  it('the clock has 15 minutes, and the code by which clients mend it', async () => {
    const at = (minutes: number) => new Date(Date.UTC(2026, 10, 23, 12, minutes));
    for (const [minutes, status] of [
      [-15, 200],
      [15, 200],
      [-16, 403],
      [16, 403],
    ] as const) {
      const request = { method: 'GET', target: '/b/k', headers: { host: app.host } };
      const signed = await s3Signer.sign(request, { credentials: alice, date: at(minutes) });
      const answer = await sendExactly(app, signed);
      expect(answer.status).toBe(status);
      if (status === 403) expect(answer.text).toContain('<Code>RequestTimeTooSkewed</Code>');
    }
  });
});
