// Credentials from a profile in the files of the AWS CLI and SDKs.
import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { type Credentials, SecretAccessKey } from '@ostiary/sigv4';
import { loadSharedConfigFiles, type Profile } from '@smithy/shared-ini-file-loader';
import type { CredentialProvider } from './credential-provider.js';
import { ClientError } from './errors.js';
import type { Environment } from './from-environment.js';

/** Which profile, in which files. */
export interface ProfileOptions {
  /** Default: `AWS_PROFILE`, or `default`. */
  readonly profile?: string;
  /** Default: `AWS_SHARED_CREDENTIALS_FILE`, or `~/.aws/credentials`. */
  readonly credentialsFile?: string;
  /** Default: `AWS_CONFIG_FILE`, or `~/.aws/config`. */
  readonly configFile?: string;
  /** Default: `process.env`. */
  readonly environment?: Environment;
}

/** A file with profiles, and whether an option named it, so that it has to be there. */
interface ProfileFile {
  readonly path: string;
  readonly named: boolean;
}

/**
 * Reads the access key of a profile, once and when first asked (AWS CLI User Guide,
 * "Configuration and credential file settings"). A key in the credentials file wins over one in
 * the config file. Profiles that get their key elsewhere, by a role, SSO or a process, are not
 * read. The provider rejects with ClientError ConfigNotFound, ProfileNotFound or
 * PartialCredentials, and is then ready to be asked again.
 */
export function fromProfile(options: ProfileOptions = {}): CredentialProvider {
  let credentials: Credentials | undefined;
  return async () => {
    credentials ??= await readProfile(options);
    return credentials;
  };
}

async function readProfile(options: ProfileOptions): Promise<Credentials> {
  const { environment = process.env } = options;
  const name = options.profile ?? (environment.AWS_PROFILE || 'default');
  const credentialsFile = profileFile(
    options.credentialsFile,
    environment.AWS_SHARED_CREDENTIALS_FILE || '~/.aws/credentials',
  );
  const configFile = profileFile(
    options.configFile,
    environment.AWS_CONFIG_FILE || '~/.aws/config',
  );
  await checkReadable([credentialsFile, configFile]);

  const files = await loadSharedConfigFiles({
    filepath: credentialsFile.path,
    configFilepath: configFile.path,
    ignoreCache: true,
  });
  const candidates = [
    { file: credentialsFile.path, profile: ownProfile(files.credentialsFile, name) },
    { file: configFile.path, profile: ownProfile(files.configFile, name) },
  ];
  for (const { file, profile } of candidates) {
    if (profile !== undefined && isKeyHalf(profile)) return credentialsOf(profile, name, file);
  }
  throw new ClientError(
    'ProfileNotFound',
    `expected the profile \`${name}\` with \`aws_access_key_id\` in \`${credentialsFile.path}\` or \`${configFile.path}\`, found none`,
  );
}

function profileFile(option: string | undefined, otherwise: string): ProfileFile {
  const path = option ?? otherwise;
  const expanded = path.startsWith('~/') ? join(homedir(), path.slice(2)) : path;
  return { path: expanded, named: option !== undefined };
}

/** The loader takes a file it cannot read for an empty one, so that is found out before. */
async function checkReadable(files: readonly ProfileFile[]): Promise<void> {
  for (const { path, named } of files) {
    try {
      await access(path, constants.R_OK);
    } catch (cause) {
      const absent = (cause as NodeJS.ErrnoException).code === 'ENOENT';
      if (absent && !named) continue;
      throw new ClientError(
        'ConfigNotFound',
        `expected the file \`${path}\` with AWS profiles, found ${absent ? 'no such file' : 'that it cannot be read'}`,
        { cause },
      );
    }
  }
}

/** Profiles are looked up by a name from outside, which may be that of an Object's method. */
function ownProfile(
  profiles: Readonly<Record<string, Profile>>,
  name: string,
): Profile | undefined {
  return Object.hasOwn(profiles, name) ? profiles[name] : undefined;
}

function isKeyHalf(profile: Profile): boolean {
  return Boolean(profile.aws_access_key_id || profile.aws_secret_access_key);
}

function credentialsOf(profile: Profile, name: string, file: string): Credentials {
  const { aws_access_key_id: accessKeyId, aws_secret_access_key: secret } = profile;
  if (!accessKeyId || !secret) {
    const missing = accessKeyId ? 'aws_secret_access_key' : 'aws_access_key_id';
    throw new ClientError(
      'PartialCredentials',
      `expected \`${missing}\` in the profile \`${name}\` of \`${file}\`, found none`,
    );
  }
  const sessionToken = profile.aws_session_token;
  return {
    accessKeyId,
    secretAccessKey: new SecretAccessKey(secret),
    ...(sessionToken ? { sessionToken } : {}),
  };
}
