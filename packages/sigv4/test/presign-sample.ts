// One presigned URL that verifies: the passing control of every refusal of one.
import { type HttpRequest, type PresignUrlOptions, presignUrl } from '../src/index.js';
import { sampleCredentials, sampleDate, sampleRequest } from './sample.js';

export function presignSample(
  changes: Partial<HttpRequest> = {},
  options: Partial<PresignUrlOptions> = {},
) {
  const headers = sampleRequest.headers.filter(([name]) => name !== 'Content-Type');
  return presignUrl(
    { ...sampleRequest, headers, ...changes },
    {
      credentials: sampleCredentials,
      region: 'eu-central-1',
      service: 'notes',
      date: sampleDate,
      expiresSeconds: 3600,
      ...options,
    },
  );
}
