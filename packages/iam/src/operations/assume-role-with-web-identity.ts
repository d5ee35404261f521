// AssumeRoleWithWebIdentity.
import { isAccountId, parseArn } from '@ostiary/policy';
import { assumeFederated } from '../assume-federated.js';
import { IamError } from '../errors.js';
import type { Operation } from '../operation.js';
import { minimumTokenSize } from '../session-token.js';
import { verifyWebIdentity } from '../web-identity.js';

/**
 * Gives the credentials of a role to whoever an OpenID Connect provider of its account vouches for.
 * Nobody signs it: the token is the proof, and the trust policy alone decides (STS API Reference,
 * "AssumeRoleWithWebIdentity").
 */
export const assumeRoleWithWebIdentity: Operation<'AssumeRoleWithWebIdentity'> = {
  name: 'AssumeRoleWithWebIdentity',
  access: 'write',
  demands: 'none',
  prepare: async (input, prepareScope) => {
    const { RoleArn, RoleSessionName, WebIdentityToken, DurationSeconds, ...rest } = input;
    const { ProviderId, Policy, PolicyArns } = rest;
    const arn = parseArn(RoleArn);
    if (!arn.ok || !isAccountId(arn.value.accountId)) {
      throw new IamError('ValidationError', `${RoleArn} is invalid`);
    }
    if (ProviderId !== undefined) {
      throw new IamError(
        'ValidationError',
        'ProviderId is for OAuth 2.0 providers, of which none is known',
      );
    }
    const identity = await verifyWebIdentity(WebIdentityToken, arn.value.accountId, prepareScope);
    const { subject, audience, issuer } = identity;
    return async (scope) => ({
      ...(await assumeFederated(
        {
          ...{ operation: 'AssumeRoleWithWebIdentity', roleArn: RoleArn, identity },
          ...{ sessionName: RoleSessionName, durationSeconds: DurationSeconds, Policy, PolicyArns },
          minimumTokenSize: minimumTokenSize(input),
        },
        scope,
      )),
      SubjectFromWebIdentityToken: subject,
      Audience: audience,
      Provider: issuer,
    });
  },
};
