// The question whose key it is, and its answer, as they cross the service channel.
import type { Principal } from '@ostiary/policy';
import type { SigningKeyMatch, SigningKeyQuery } from '@ostiary/sigv4';
import { z } from 'zod';
import { principalMessage } from './principal-message.js';

/** Who a key belongs to, and the condition keys that its credentials carry. */
export interface ChannelCaller {
  readonly principal: Principal;
  readonly context: readonly (readonly [key: string, value: string | readonly string[]])[];
}

/** The body of a question. */
export const signingKeyQueryMessage: z.ZodType<SigningKeyQuery, unknown> = z.strictObject({
  /** As a signature can name it. */
  accessKeyId: z.string().regex(/^[\x21-\x7e]{1,128}$/),
  scope: z.strictObject({
    date: z.string().regex(/^\d{8}$/),
    region: z.string().max(256),
    service: z.string().max(64),
  }),
  algorithm: z.literal('AWS4-ECDSA-P256-SHA256').exactOptional(),
  sessionToken: z.string().max(16_384).exactOptional(),
});

const base64 = z.base64().transform((text) => Uint8Array.from(Buffer.from(text, 'base64')));

/** The body of an answer. */
const answerMessage = z.strictObject({
  signingKey: base64.exactOptional(),
  publicKey: base64.exactOptional(),
  expiration: z.iso.datetime().exactOptional(),
  principal: principalMessage,
  context: z.array(z.tuple([z.string(), z.union([z.string(), z.array(z.string())])])),
});

/** Writes an answer. The signing key in it is good for one date, region and service. */
export function writeSigningKeyMatch(match: SigningKeyMatch<ChannelCaller>): string {
  const { signingKey, publicKey, principal, expiration } = match;
  return JSON.stringify({
    ...(signingKey && { signingKey: Buffer.from(signingKey).toString('base64') }),
    ...(publicKey && { publicKey: Buffer.from(publicKey).toString('base64') }),
    ...(expiration && { expiration: expiration.toISOString() }),
    ...principal,
  });
}

/**
 * Reads an answer.
 *
 * @throws Error when it is none
 */
export function readSigningKeyMatch(body: unknown): SigningKeyMatch<ChannelCaller> {
  const { signingKey, publicKey, expiration, principal, context } = answerMessage.parse(body);
  const rest = {
    principal: { principal, context },
    ...(expiration !== undefined && { expiration: new Date(expiration) }),
  };
  if (signingKey !== undefined) return { signingKey, ...rest };
  if (publicKey !== undefined) return { publicKey, ...rest };
  throw new TypeError('expected a signing key or a public key, found neither');
}
