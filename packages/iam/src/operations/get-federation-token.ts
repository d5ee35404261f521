// GetFederationToken.
import { requestTags } from '../demand-context.js';
import { issueSession } from '../issue-session.js';
import type { Operation } from '../operation.js';
import { userSessionDuration } from '../session-duration.js';
import { getSessionHolder } from '../session-holder.js';
import { packedPolicySize, sessionPolicies } from '../session-policies.js';
import { sessionArn } from '../session-principal.js';
import { sessionTags } from '../session-tags.js';
import { minimumTokenSize } from '../session-token.js';

/**
 * Gives temporary credentials to whoever a user vouches for by name: what the user may do, as far as
 * the session policies go (STS API Reference, "GetFederationToken").
 */
export const getFederationToken: Operation<'GetFederationToken'> = {
  name: 'GetFederationToken',
  access: 'write',
  demands: ({ Name, Tags = [] }, { partition, caller: { accountId } }) => {
    const resource = sessionArn(partition, accountId, `federated-user/${Name}`);
    const demand = { action: 'sts:GetFederationToken', resource, context: requestTags(Tags) };
    return Tags.length === 0 ? [demand] : [demand, { ...demand, action: 'sts:TagSession' }];
  },
  run: async ({ Name, DurationSeconds, Tags = [], ...input }, scope) => {
    const { principal, principalId } = await getSessionHolder('GetFederationToken', scope);
    const { accountId } = principal;
    const policies = await sessionPolicies(input, accountId, scope);
    const tags = sessionTags(Tags, [], undefined);
    const PackedPolicySize = packedPolicySize(policies, tags.tags);
    const session = {
      kind: 'FederatedUser',
      ...{ accountId, principalId, name: Name, policies, ...tags },
    } as const;
    const measures = {
      durationSeconds: userSessionDuration(DurationSeconds, principal),
      minimumTokenSize: minimumTokenSize(input),
    };
    return {
      Credentials: await issueSession(session, measures, scope),
      FederatedUser: {
        FederatedUserId: `${accountId}:${Name}`,
        Arn: sessionArn(scope.partition, accountId, `federated-user/${Name}`),
      },
      ...(PackedPolicySize !== undefined && { PackedPolicySize }),
    };
  },
};
