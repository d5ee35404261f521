// AssumeRoleWithSAML.
import { createHash } from 'node:crypto';
import { assumeFederated } from '../assume-federated.js';
import { IamError } from '../errors.js';
import type { Operation, WriteScope } from '../operation.js';
import { type SamlIdentity, verifySamlIdentity } from '../saml-identity.js';
import { minimumTokenSize } from '../session-token.js';
import { KeyTakenError } from '../store-errors.js';
import { USED_ASSERTIONS } from '../tables/used-assertions.js';

/**
 * Gives the credentials of a role to whoever a SAML provider of its account vouches for. Nobody
 * signs the request: the assertion is the proof, and the trust policy alone decides (STS API
 * Reference, "AssumeRoleWithSAML"). Stricter than AWS, an assertion opens a role once.
 */
export const assumeRoleWithSAML: Operation<'AssumeRoleWithSAML'> = {
  name: 'AssumeRoleWithSAML',
  access: 'write',
  demands: 'none',
  prepare: async (input, prepareScope) => {
    const { RoleArn, DurationSeconds, Policy, PolicyArns } = input;
    const identity = await verifySamlIdentity(input, prepareScope);
    const { assertion, nameQualifier, sessionName } = identity;
    return async (scope) => {
      await useOnce(identity, scope);
      const assumed = await assumeFederated(
        {
          ...{ operation: 'AssumeRoleWithSAML', roleArn: RoleArn, identity, sessionName },
          ...{ durationSeconds: durationOf(DurationSeconds, identity, scope), Policy, PolicyArns },
          minimumTokenSize: minimumTokenSize(input),
        },
        scope,
      );
      return {
        ...assumed,
        Subject: assertion.subject,
        SubjectType: assertion.subjectType,
        Issuer: assertion.issuer,
        Audience: assertion.audience,
        NameQualifier: nameQualifier,
      };
    };
  },
};

/** What is asked, else what the provider says; never longer than the provider's own session. */
function durationOf(
  requested: number | undefined,
  { sessionSeconds, assertion: { sessionEnd } }: SamlIdentity,
  { now }: WriteScope,
): number | undefined {
  const seconds = requested ?? sessionSeconds;
  if (sessionEnd === undefined) return seconds;
  const left = Math.floor((sessionEnd.getTime() - now.getTime()) / 1000);
  if (left > 0) return Math.min(seconds ?? 3600, left);
  throw new IamError('ExpiredTokenException', 'The session at the identity provider has ended');
}

/** In the transaction that issues the session, so that of two at once one is refused. */
async function useOnce(
  { provider: { accountId, name }, assertion }: SamlIdentity,
  { store }: WriteScope,
): Promise<void> {
  try {
    await store.insert(USED_ASSERTIONS, {
      ...{ accountId, providerName: name },
      assertionId: createHash('sha256').update(assertion.id).digest('hex'),
      expiration: assertion.expiration.toISOString(),
    });
  } catch (error) {
    if (!(error instanceof KeyTakenError)) throw error;
    throw new IamError('InvalidIdentityToken', 'The assertion has been used before');
  }
}
