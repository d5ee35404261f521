// The official test suite of SigV4A: in the header, and in the query.
import { expect, it } from 'vitest';
import { ecdsa } from '../src/ecdsa-node.js';
import { parseEcdsaSignature } from '../src/ecdsa-signature.js';
import { ecdsa as webEcdsa } from '../src/ecdsa-web.js';
import {
  deriveKeyPair,
  type HttpRequest,
  presignUrl,
  signRequest,
  verifyRequest,
} from '../src/index.js';
import {
  eachOfficial,
  type OfficialVector,
  officialOptions,
  officialRequest,
} from './official-vector.js';

interface V4aVector extends OfficialVector {
  readonly options: OfficialVector['options'] & { readonly presign: boolean };
  readonly expected: OfficialVector['expected'] & { readonly signatures: readonly string[] };
  readonly publicKey: { readonly x: string; readonly y: string };
  readonly regionSet: string;
}

const algorithm = 'AWS4-ECDSA-P256-SHA256';

eachOfficial<V4aVector>(
  'v4a.json',
  (vector) => {
    it('the public key is that of the suite', async () => {
      const { publicKey } = await deriveKeyPair(vector.credentials);
      expect(Buffer.from(publicKey)).toEqual(publicKeyOf(vector));
    });

    it('the signatures of the suite hold in both runtimes', async () => {
      const { signatures, stringToSign } = vector.expected;
      for (const signature of signatures) {
        const numbers = parseEcdsaSignature(signature) ?? new Uint8Array();
        expect(await ecdsa.verify(publicKeyOf(vector), numbers, stringToSign)).toBe(true);
        expect(await webEcdsa.verify(publicKeyOf(vector), numbers, stringToSign)).toBe(true);
      }
    });

    it('the signed request of the suite is verified', async () => {
      const verified = await verify(officialRequest(vector.signedRequest), vector);
      expect(verified?.principal).toBe(vector.id);
      expect(verified?.presigned).toBe(vector.options.presign);
    });

    it('is signed over what the suite signs, and verified', async () => {
      const signed = await sign(vector);
      expect((await verify(signed, vector))?.principal).toBe(vector.id);
      const refusal = await verify(signed, vector, new Uint8Array(publicKeyOf(other))).catch(
        (error: unknown) => error,
      );
      expect(refusal).toMatchObject({
        canonicalRequest: vector.expected.canonicalRequest,
        stringToSign: vector.expected.stringToSign,
      });
    });
  },
  (vectors) => expect(vectors.length).toBeGreaterThanOrEqual(76),
);

/** The base point of P-256: the public key of the private key 1. */
const other = {
  publicKey: {
    x: '6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296',
    y: '4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5',
  },
};

function publicKeyOf({ publicKey: { x, y } }: Pick<V4aVector, 'publicKey'>): Buffer {
  return Buffer.from(`04${x}${y}`, 'hex');
}

function sign(vector: V4aVector): Promise<HttpRequest> {
  const request = officialRequest(vector.request);
  const options = {
    ...officialOptions(vector),
    algorithm,
    region: vector.regionSet,
    date: new Date(vector.timestamp),
  } as const;
  if (!vector.options.presign) {
    const contentSha256Header = vector.expected.signedHeaders.includes('x-amz-content-sha256');
    return signRequest(request, { ...options, contentSha256Header });
  }
  return presignUrl(request, {
    ...options,
    expiresSeconds: vector.options.expires,
    unsignedPayload: false,
    contentSha256: false,
  });
}

function verify(request: HttpRequest, vector: V4aVector, publicKey?: Uint8Array) {
  const { service, pathRule, tokenAfterSigning } = officialOptions(vector);
  return verifyRequest(request, {
    algorithms: [algorithm],
    signingKeys: async (query) => {
      expect(query.algorithm).toBe(algorithm);
      expect(query.sessionToken).toBe(vector.credentials.sessionToken);
      return { publicKey: publicKey ?? publicKeyOf(vector), principal: vector.id };
    },
    now: new Date(vector.timestamp),
    service,
    regions: ['us-east-1'],
    pathRule,
    tokenAfterSigning,
    unsignedPayload: false,
  });
}
