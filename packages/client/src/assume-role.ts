// Credentials of a role, for who may assume it.
import { readFile } from 'node:fs/promises';
import { type Credentials, SecretAccessKey } from '@ostiary/sigv4';
import { callSts } from './call-sts.js';
import type { ExpiringCredentials } from './credential-provider.js';
import { ClientError } from './errors.js';
import type { ProviderContext } from './provider-options.js';

/** A role, and what its session is called. */
export interface RoleSession {
  readonly roleArn: string;
  readonly sessionName: string | undefined;
}

/** How a role is assumed with other credentials (STS API Reference, AssumeRole). */
export interface AssumedRole extends RoleSession {
  readonly externalId: string | undefined;
  readonly durationSeconds: string | undefined;
  readonly mfaSerial: string | undefined;
  readonly mfaCode: string | undefined;
}

/** Assumes a role with other credentials. Throws ClientError CredentialRetrieval. */
export function assumeRole(
  role: AssumedRole,
  credentials: Credentials,
  context: ProviderContext,
): Promise<ExpiringCredentials> {
  const { secretAccessKey: secret, sessionToken = '' } = credentials;
  return callSts(
    {
      action: 'AssumeRole',
      credentials,
      parameters: {
        RoleArn: role.roleArn,
        RoleSessionName: role.sessionName || sessionName(context),
        ExternalId: role.externalId,
        DurationSeconds: role.durationSeconds,
        SerialNumber: role.mfaSerial,
        TokenCode: role.mfaCode,
      },
      secrets: [secret instanceof SecretAccessKey ? secret.reveal() : secret, sessionToken],
      // A code is good for one use.
      idempotent: role.mfaCode === undefined,
    },
    context,
  );
}

/**
 * Assumes a role with the token that an identity provider has put into a file, read anew each time
 * (STS API Reference, AssumeRoleWithWebIdentity). Throws ClientError ConfigNotFound or
 * CredentialRetrieval.
 */
export async function assumeRoleWithWebIdentity(
  { roleArn, sessionName: name }: RoleSession,
  tokenFile: string,
  context: ProviderContext,
): Promise<ExpiringCredentials> {
  const token = await readToken(tokenFile);
  return callSts(
    {
      action: 'AssumeRoleWithWebIdentity',
      credentials: undefined,
      parameters: {
        RoleArn: roleArn,
        RoleSessionName: name || sessionName(context),
        WebIdentityToken: token,
      },
      secrets: [token],
      idempotent: true,
    },
    context,
  );
}

async function readToken(file: string): Promise<string> {
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch (cause) {
    throw new ClientError(
      'ConfigNotFound',
      `expected the file \`${file}\` with a web identity token, found none that can be read`,
      { cause },
    );
  }
}

function sessionName({ runtime }: ProviderContext): string {
  return `ostiary-session-${runtime.now().getTime()}`;
}
