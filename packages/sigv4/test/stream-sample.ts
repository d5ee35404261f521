// One signed stream that verifies: the passing control of every refusal of one.
import {
  type HttpRequest,
  type SignStreamOptions,
  signStream,
  type VerifyRequestOptions,
  verifyRequestHead,
} from '../src/index.js';
import { bytesIn, collected } from './byte-pieces.js';
import { sampleCredentials, sampleDate, sampleKeys } from './sample.js';

/** Longer than a chunk, and no multiple of one. */
export const samplePayload = Buffer.from(
  Uint8Array.from({ length: 250 }, (_, index) => (index * 7) & 0xff),
);

/** A request in chunks, as it is on the wire. */
export interface SentStream {
  readonly request: HttpRequest;
  readonly body: Buffer;
}

export async function streamSample(
  options: Partial<SignStreamOptions> = {},
  payload: Buffer = samplePayload,
): Promise<SentStream> {
  const { request, encodeBody } = await signStream(
    { method: 'PUT', path: '/notes/42', query: '', headers: [['Host', 'notes.example']] },
    {
      credentials: sampleCredentials,
      region: 'eu-central-1',
      service: 'notes',
      date: sampleDate,
      chunkSize: 100,
      ...options,
    },
  );
  return { request, body: await collected(encodeBody(bytesIn(payload, 64))) };
}

/** The decoded body; throws whatever the head or the body is refused with. */
export async function receiveSample(
  { request, body }: SentStream,
  options: Partial<VerifyRequestOptions<string>> = {},
  pieceSize = 33,
): Promise<Buffer> {
  const verified = await verifyRequestHead(request, {
    signingKeys: sampleKeys,
    now: sampleDate,
    service: 'notes',
    ...options,
  });
  if (verified === undefined) throw new Error('expected a signature, found none');
  return collected(verified.readBody(bytesIn(body, pieceSize)));
}
