// The policies that are passed to limit a session, and how much room they and its tags take.
import { deflateRawSync } from 'node:zlib';
import type { InputOf } from '@ostiary/api';
import type { AccountId } from '@ostiary/policy';
import { checkPolicyDocument } from './check-policy-document.js';
import { IamError } from './errors.js';
import { findManagedPolicy } from './find-managed-policy.js';
import type { ReadScope } from './operation.js';
import type { SessionPolicies } from './tables/sessions.js';
import type { Tags } from './tables/tags.js';

/** The members of an input that limit a session. */
export type SessionPolicyInput = Pick<InputOf<'AssumeRole'>, 'Policy' | 'PolicyArns'>;

const MAX_INLINE_LENGTH = 2048;
const MAX_MANAGED = 10;
/** Bytes; AWS does not say its own. 2,048 characters of policy with a handful of tags take a third. */
const MAX_PACKED_SIZE = 2048;

/**
 * The policies that limit a session of a principal of this account; null when none is passed, which
 * is not the same as one that allows nothing.
 *
 * @throws IamError `ValidationError` when they are too many or too long, `MalformedPolicyDocument`,
 *   `NoSuchEntity` for a managed policy that the account cannot use
 */
export async function sessionPolicies(
  { Policy, PolicyArns = [] }: SessionPolicyInput,
  accountId: AccountId,
  scope: ReadScope,
): Promise<SessionPolicies | null> {
  if (Policy === undefined && PolicyArns.length === 0) return null;
  if ((Policy?.length ?? 0) > MAX_INLINE_LENGTH) throw tooLong('policy', MAX_INLINE_LENGTH);
  if (PolicyArns.length > MAX_MANAGED) throw tooLong('policyArns', MAX_MANAGED);
  if (Policy !== undefined) checkPolicyDocument(Policy, 'session');
  const managed = PolicyArns.map(({ arn = '' }) => arn);
  for (const arn of managed) {
    const found = await findManagedPolicy(arn, { ...scope, caller: { accountId } });
    if (found === undefined) {
      throw new IamError('NoSuchEntity', `Policy ${arn} does not exist or is not attachable.`);
    }
  }
  return { inline: Policy, managed };
}

/**
 * How much of the allotted room the policies and tags of a session take, in percent; undefined when
 * there is nothing to pack (STS API Reference, "AssumeRole", PackedPolicySize).
 *
 * @throws IamError `PackedPolicyTooLarge` beyond 100
 */
export function packedPolicySize(policies: SessionPolicies | null, tags: Tags): number | undefined {
  if (policies === null && tags.length === 0) return undefined;
  const packed = deflateRawSync(
    JSON.stringify([policies, tags.map(({ key, value }) => [key, value])]),
  );
  const percent = Math.ceil((packed.length / MAX_PACKED_SIZE) * 100);
  if (percent <= 100) return percent;
  throw new IamError(
    'PackedPolicyTooLarge',
    policies === null
      ? `Packed size of session tags consumes ${percent}% of allotted space.`
      : `Packed policy consumes ${percent}% of allotted space, please use smaller policy.`,
  );
}

function tooLong(member: string, max: number): IamError {
  return new IamError(
    'ValidationError',
    `1 validation error detected: Value at '${member}' failed to satisfy constraint: Member must have length less than or equal to ${max}`,
  );
}
