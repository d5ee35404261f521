// GetSessionToken.
import { issueSession } from '../issue-session.js';
import { findMultiFactorProof, spendCode } from '../multi-factor-proof.js';
import type { Operation } from '../operation.js';
import { userSessionDuration } from '../session-duration.js';
import { getSessionHolder } from '../session-holder.js';
import { minimumTokenSize } from '../session-token.js';

/**
 * Gives a user temporary credentials with the user's own permissions, for which nobody needs a
 * permission (STS API Reference, "GetSessionToken").
 */
export const getSessionToken: Operation<'GetSessionToken'> = {
  name: 'GetSessionToken',
  access: 'write',
  demands: 'none',
  run: async (input, scope) => {
    const { principal, principalId } = await getSessionHolder('GetSessionToken', scope);
    const session = {
      kind: 'SessionToken',
      ...{ accountId: principal.accountId, principalId, name: '' },
      ...{ policies: null, tags: [], transitiveTagKeys: [] },
      multiFactorAuthDate: await spendCode(await findMultiFactorProof(input, scope), scope),
    } as const;
    const measures = {
      durationSeconds: userSessionDuration(input.DurationSeconds, principal),
      minimumTokenSize: minimumTokenSize(input),
    };
    return { Credentials: await issueSession(session, measures, scope) };
  },
};
