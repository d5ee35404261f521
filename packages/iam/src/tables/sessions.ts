// Sessions: temporary credentials that STS issued, and everything they carry.
import type { SealedSecret } from '../secrets.js';
import type { Row, Table } from '../store.js';
import type { Tags } from './tags.js';

/** Temporary credentials of one issuing. The row is the session: without it they are worth nothing. */
export interface Session extends Row {
  /** What the session token carries. */
  readonly sessionId: string;
  /** By AssumeRole and its kind, by GetFederationToken, by GetSessionToken. */
  readonly kind: 'AssumedRole' | 'FederatedUser' | 'SessionToken';
  /** `ASIA…` */
  readonly accessKeyId: string;
  /** The secret access key, sealed for `sessionOwner`. */
  readonly secret: SealedSecret;
  /** The unique id of the role or user it acts for; the id of the account for its root user. */
  readonly principalId: string;
  /** The role session name, or the name of the federated user; empty for a session token. */
  readonly name: string;
  /** Whole seconds. */
  readonly issueDate: string;
  readonly expiration: string;
  /** Null when it was made without any session policy. */
  readonly policies: SessionPolicies | null;
  readonly tags: Tags;
  /** Keys of `tags`, in lower case, that go on to the sessions made with this one. */
  readonly transitiveTagKeys: readonly string[];
  readonly sourceIdentity?: string | undefined;
  /** When whoever asked for it proved to have an MFA device. */
  readonly multiFactorAuthDate?: string | undefined;
  /** The provider that vouched for who assumed the role. */
  readonly federatedProvider?: string | undefined;
  /** The ARN of who asked for it, for whoever looks into it later. */
  readonly issuedTo: string;
}

/** What limits a session beyond the policies of its principal; each may be absent, but not both. */
export interface SessionPolicies {
  /** The document that was passed, to the letter. */
  readonly inline?: string | undefined;
  /** Managed policies, in the state in which they are when the session is used. */
  readonly managed: readonly string[];
}

/** All sessions; by access key in the deployment; by principal, and by expiration, the oldest first. */
export const SESSIONS: Table<Session, 'accessKey' | 'principal' | 'expiration'> = {
  name: 'sessions',
  key: ({ sessionId }) => [sessionId],
  indexes: {
    accessKey: { scope: 'deployment', key: ({ accessKeyId }) => [accessKeyId] },
    principal: {
      scope: 'account',
      key: ({ principalId, issueDate, sessionId }) => [principalId, issueDate, sessionId],
    },
    expiration: {
      scope: 'account',
      key: ({ expiration, sessionId }) => [expiration, sessionId],
    },
  },
};

/** Whom the secret of a session is sealed for. */
export function sessionOwner({
  accountId,
  sessionId,
}: Pick<Session, 'accountId' | 'sessionId'>): readonly string[] {
  return ['session', accountId, sessionId];
}
