// The two dialects: whose codes, whose clock.
import { expect, it } from 'vitest';
import { presignSample } from './presign-sample.js';
import { refusalOf, sampleDate, signSample, verifySample, withHeader } from './sample.js';

const s3 = { dialect: 's3' } as const;
const inMinutes = (minutes: number) => new Date(sampleDate.getTime() + minutes * 60_000);

it.each([-15, 15])('S3 accepts a clock %i minutes off, and no more', async (minutes) => {
  const signed = await signSample();
  expect(await verifySample(signed, { ...s3, now: inMinutes(minutes) })).toBeDefined();
  const error = await refusalOf(signed, { ...s3, now: inMinutes(minutes * 1.01) });
  expect(error.code).toBe('RequestTimeTooSkewed');
});

it('the clock window of a dialect can be narrowed', async () => {
  const options = { ...s3, now: inMinutes(2), clockSkewMs: 60_000 };
  expect((await refusalOf(await signSample(), options)).code).toBe('RequestTimeTooSkewed');
});

it('S3 denies a presigned URL past its end', async () => {
  const presigned = await presignSample();
  expect(await verifySample(presigned, { ...s3, now: inMinutes(60) })).toBeDefined();
  const error = await refusalOf(presigned, { ...s3, now: inMinutes(61) });
  expect(error.code).toBe('AccessDenied');
});

it('S3 has its own code for a key that is not known', async () => {
  const signingKeys = async () => undefined;
  const signed = await signSample();
  expect((await refusalOf(signed, { ...s3, signingKeys })).code).toBe('InvalidAccessKeyId');
  expect((await refusalOf(signed, { signingKeys })).code).toBe('InvalidClientTokenId');
});

it.each([
  {
    what: 'region',
    signed: { region: 'us-east-1' },
    region: 'eu-central-1',
    told: "the region 'us-east-1' is wrong; expecting 'eu-central-1'",
  },
  {
    what: 'service',
    signed: { service: 'ec2' },
    told: 'incorrect service "ec2". This endpoint belongs to "notes".',
  },
])('S3 tells which $what a credential should have been scoped to', async (wrong) => {
  const { signed, told, region } = wrong;
  const inHeader = await refusalOf(await signSample({}, signed), s3);
  expect(inHeader).toMatchObject({
    code: 'AuthorizationHeaderMalformed',
    message: `The authorization header is malformed; ${told}`,
  });
  expect(inHeader.region).toBe(region);
  const inQuery = await refusalOf(await presignSample({}, signed), s3);
  expect(inQuery).toMatchObject({
    code: 'AuthorizationQueryParametersError',
    message: `Error parsing the X-Amz-Credential parameter; ${told}`,
  });
  expect(inQuery.region).toBe(region);
});

it('S3 has its own codes for a signature that cannot be read', async () => {
  const inHeader = withHeader(await signSample(), 'authorization', (value) =>
    value.replace('Signature=', 'Signatur='),
  );
  expect((await refusalOf(inHeader, s3)).code).toBe('AuthorizationHeaderMalformed');
  expect((await refusalOf(inHeader)).code).toBe('IncompleteSignature');
  const presigned = await presignSample();
  const inQuery = { ...presigned, query: presigned.query.replace('X-Amz-Date=', 'X-Amz-Dat=') };
  expect((await refusalOf(inQuery, s3)).code).toBe('AuthorizationQueryParametersError');
  expect((await refusalOf(inQuery)).code).toBe('IncompleteSignature');
});
