// The two halves together: what is signed verifies, and nothing else does.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  deriveSigningKey,
  type HttpHeader,
  type HttpRequest,
  type PathRule,
  signRequest,
  verifyRequest,
} from '../src/index.js';
import {
  arbitraryByteQuery,
  arbitraryCredentials,
  arbitraryDate,
  arbitraryQuery,
  arbitraryRequest,
} from './arbitrary-request.js';
import { refusalOf, signSample, verifySample } from './sample.js';

const arbitraryRule = fc.constantFrom<PathRule>('normalized', 's3');

it('what is signed verifies', { timeout: 60_000 }, () =>
  fc.assert(
    fc.asyncProperty(
      arbitraryRequest,
      fc.oneof(arbitraryQuery, arbitraryByteQuery),
      arbitraryCredentials,
      arbitraryDate,
      arbitraryRule,
      async (given, query, credentials, date, pathRule) => {
        const scope = { region: 'eu-central-1', service: 'notes' };
        const request = { ...given, query };
        const signed = await signRequest(request, { ...scope, credentials, date, pathRule });
        const verified = await verifyRequest(signed, {
          signingKeys: async (asked) => {
            expect(asked.sessionToken).toBe(credentials.sessionToken);
            const signingKey = await deriveSigningKey(credentials.secretAccessKey, asked.scope);
            return { signingKey, principal: asked.accessKeyId };
          },
          now: date,
          service: 'notes',
          pathRule,
        });
        expect(verified?.principal).toBe(credentials.accessKeyId);
      },
    ),
  ),
);

describe('one changed byte', () => {
  const names = ['Host', 'Content-Type', 'X-Amz-Meta-Colour', 'X-Amz-Date', 'Authorization'];

  it.each(names)('anywhere in %s is refused', async (name) => {
    const signed = await signSample();
    const value = signed.headers.find(([other]) => other === name)?.[1] ?? '';
    expect(value).not.toBe('');
    for (let index = 0; index < value.length; index++) {
      if (isFolded(name, value[index])) continue;
      const headers = signed.headers.map(
        ([other, old]): HttpHeader => [other, other === name ? flipped(old, index) : old],
      );
      await expectRefused({ ...signed, headers });
    }
  });

  it.each(['method', 'path', 'query', 'body'] as const)(
    'anywhere in the %s is refused',
    async (part) => {
      const signed = await signSample();
      const text = String(signed[part]);
      for (let index = 0; index < text.length; index++) {
        await expectRefused({ ...signed, [part]: flipped(text, index) });
      }
    },
  );

  it('in the name of a signed header is refused', async () => {
    const signed = await signSample();
    for (const [at, [name]] of signed.headers.entries()) {
      if (name === 'Authorization') continue; // without it the request is not signed at all
      const headers = signed.headers.map(
        ([other, value], index): HttpHeader => [index === at ? flipped(other, 0) : other, value],
      );
      await expectRefused({ ...signed, headers });
    }
  });
});

it('any other request under the same signature is refused', { timeout: 60_000 }, () =>
  fc.assert(
    fc.asyncProperty(arbitraryRequest, async (other) => {
      const signed = await signSample();
      const { code } = await refusalOf({ ...other, headers: signed.headers });
      expect(['SignatureDoesNotMatch', 'InvalidArgument']).toContain(code);
      expect(await verifySample(signed)).toBeDefined();
    }),
  ),
);

/** Flips the lowest bit, which in a letter or digit gives another one beside it. */
function flipped(text: string, index: number): string {
  return (
    text.slice(0, index) + String.fromCharCode(text.charCodeAt(index) ^ 1) + text.slice(index + 1)
  );
}

/** A space after a comma is not signed: `, ` and `,` are the same header. */
function isFolded(name: string, character: string | undefined): boolean {
  return name === 'Authorization' && character === ' ';
}

/** Refused, or no signature at all: in no case verified. */
async function expectRefused(request: HttpRequest): Promise<void> {
  const verdict = await verifySample(request).catch((error: unknown) => error);
  if (verdict !== undefined) expect(verdict).toBeInstanceOf(Error);
}
