// A signature put together from the parts, for what our signer does not send.
import { digest } from '../src/digest-node.js';
import {
  canonicalRequest,
  deriveSigningKey,
  type HttpRequest,
  stringToSign,
} from '../src/index.js';
import { sampleCredentials, sampleRequest, withAddedHeader } from './sample.js';

const scope = { date: '20261123', region: 'eu-central-1', service: 'notes' };
const amzDate = '20261123T120000Z';

/** The sample request, signed with any word in place of the body's hash. */
export async function signRaw({ payload }: { readonly payload: string }): Promise<HttpRequest> {
  const dated = withAddedHeader(sampleRequest, 'x-amz-date', amzDate);
  const request = withAddedHeader(dated, 'x-amz-content-sha256', payload);
  const signedHeaders = request.headers.map(([name]) => name.toLowerCase()).sort();
  const canonical = canonicalRequest(request, { signedHeaders, payloadHash: payload });
  const toSign = await stringToSign({ amzDate, scope, canonicalRequest: canonical });
  const key = await deriveSigningKey(sampleCredentials.secretAccessKey, scope);
  const credential = `${sampleCredentials.accessKeyId}/20261123/eu-central-1/notes/aws4_request`;
  const signature = await digest.hmacSha256Hex(key, toSign);
  return withAddedHeader(
    request,
    'Authorization',
    `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=${signedHeaders.join(';')}, Signature=${signature}`,
  );
}
