// The credentials of a profile, wherever its settings say that they come from.
import { type Credentials, SecretAccessKey } from '@ostiary/sigv4';
import { assumeRole, assumeRoleWithWebIdentity } from './assume-role.js';
import type { ExpiringCredentials } from './credential-provider.js';
import { ClientError } from './errors.js';
import { loadFromContainer } from './from-container.js';
import { readEnvironment } from './from-environment.js';
import { loadFromInstanceMetadata } from './from-instance-metadata.js';
import type { LoadCredentials, ProviderContext } from './provider-options.js';
import { runCredentialProcess } from './run-credential-process.js';
import type { Profile, SharedConfig } from './shared-config.js';

/** Profiles that led to one another, in order. */
type Visited = readonly string[];

/** `credential_source`: whose credentials assume the role. */
const credentialSources: ReadonlyMap<string, LoadCredentials> = new Map<string, LoadCredentials>([
  ['EcsContainer', loadFromContainer],
  ['Ec2InstanceMetadata', loadFromInstanceMetadata],
  ['Environment', ({ environment }) => readEnvironment(environment)],
]);

/** Settings of ways to sign in that are not supported here. */
const unsupported = ['sso_session', 'sso_start_url', 'login_session'] as const;

/**
 * Gets the credentials of the context's profile, in the AWS SDKs' order: a role assumed with the
 * credentials of `source_profile` or `credential_source`, an access key, a role for a web identity,
 * a process (AWS SDKs and Tools Reference Guide, "Assume role credential provider"). Of a profile
 * that another one names, an access key comes first.
 *
 * Throws ClientError NoCredentials when it names no way, ProfileNotFound, PartialCredentials,
 * InvalidConfig or CredentialRetrieval.
 */
export async function profileCredentials(context: ProviderContext): Promise<ExpiringCredentials> {
  const { profileName, isProfileNamed } = context;
  const config = await context.loadConfig();
  const profile = config.findProfile(profileName);
  if (profile !== undefined) return credentialsOf(profile, config, context, []);
  throw new ClientError(
    isProfileNamed ? 'ProfileNotFound' : 'NoCredentials',
    `expected the profile \`${profileName}\` in ${config.files}, found none`,
  );
}

async function credentialsOf(
  profile: Profile,
  config: SharedConfig,
  context: ProviderContext,
  visited: Visited,
): Promise<ExpiringCredentials> {
  const { name, settings } = profile;
  const { role_arn: roleArn, source_profile: source, credential_source: kind } = settings;
  const key = accessKeyOf(profile);
  if (visited.length > 0 && key !== undefined) return key;
  if (roleArn && (source || kind)) return assumedRole(profile, config, context, visited);
  if (key !== undefined) return key;
  const { web_identity_token_file: tokenFile, credential_process: command } = settings;
  if (roleArn && tokenFile) {
    const sessionName = settings.role_session_name;
    return assumeRoleWithWebIdentity({ roleArn, sessionName }, tokenFile, context);
  }
  if (command) return runCredentialProcess(command, name, context);
  throw noWay(profile, config, visited);
}

/** PartialCredentials for one half of a key. */
function accessKeyOf({ name, settings, keyFile }: Profile): Credentials | undefined {
  const {
    aws_access_key_id: accessKeyId,
    aws_secret_access_key: secret,
    aws_session_token: sessionToken,
  } = settings;
  if (!accessKeyId && !secret) return undefined;
  if (!accessKeyId || !secret) {
    const missing = accessKeyId ? 'aws_secret_access_key' : 'aws_access_key_id';
    throw new ClientError(
      'PartialCredentials',
      `expected \`${missing}\` in the profile \`${name}\` of \`${keyFile}\`, found none`,
    );
  }
  return {
    accessKeyId,
    secretAccessKey: new SecretAccessKey(secret),
    ...(sessionToken ? { sessionToken } : {}),
  };
}

async function assumedRole(
  profile: Profile,
  config: SharedConfig,
  context: ProviderContext,
  visited: Visited,
): Promise<ExpiringCredentials> {
  const { name, settings } = profile;
  const durationSeconds = settings.duration_seconds;
  if (durationSeconds !== undefined && !/^\d{1,6}$/.test(durationSeconds)) {
    throw invalid(name, '`duration_seconds` to be a whole number');
  }
  const credentials = await sourceCredentials(profile, config, context, visited);
  const mfaSerial = settings.mfa_serial;
  return assumeRole(
    {
      roleArn: settings.role_arn ?? '',
      sessionName: settings.role_session_name,
      externalId: settings.external_id,
      durationSeconds,
      mfaSerial,
      mfaCode: mfaSerial ? await askMfaCode(name, mfaSerial, context) : undefined,
    },
    credentials,
    context,
  );
}

async function sourceCredentials(
  { name, settings }: Profile,
  config: SharedConfig,
  context: ProviderContext,
  visited: Visited,
): Promise<ExpiringCredentials> {
  const { source_profile: source, credential_source: kind = '' } = settings;
  if (source && kind) throw invalid(name, '`source_profile` or `credential_source`, and not both');
  if (!source) return credentialsFrom(kind, name, context);
  if (visited.includes(source)) {
    throw invalid(
      name,
      `a chain of \`source_profile\` that ends: \`${[...visited, source].join('` → `')}\``,
    );
  }
  const next = config.findProfile(source);
  if (next !== undefined) return credentialsOf(next, config, context, [...visited, source]);
  throw new ClientError(
    'ProfileNotFound',
    `expected the profile \`${source}\`, which the profile \`${name}\` names as its \`source_profile\`, in ${config.files}, found none`,
  );
}

async function credentialsFrom(
  kind: string,
  name: string,
  context: ProviderContext,
): Promise<ExpiringCredentials> {
  const load = credentialSources.get(kind);
  if (load === undefined) {
    throw invalid(name, `\`credential_source\` to be ${[...credentialSources.keys()].join(', ')}`);
  }
  try {
    return await load(context);
  } catch (cause) {
    if (!(cause instanceof ClientError) || cause.code !== 'NoCredentials') throw cause;
    throw new ClientError(
      'CredentialRetrieval',
      `expected credentials from the \`credential_source\` \`${kind}\` of the profile \`${name}\`, found none: ${cause.message}`,
      { cause },
    );
  }
}

async function askMfaCode(
  name: string,
  serialNumber: string,
  { mfaCode }: ProviderContext,
): Promise<string> {
  if (mfaCode !== undefined) return mfaCode(serialNumber);
  throw invalid(
    name,
    'the option `mfaCode`, a function that is asked for the code of `mfa_serial`',
  );
}

function noWay({ name, settings }: Profile, config: SharedConfig, visited: Visited): ClientError {
  const setting = unsupported.find((each) => settings[each]);
  if (setting !== undefined) {
    return invalid(
      name,
      `no \`${setting}\`, which is not supported; set \`credential_process = aws configure export-credentials --profile NAME\`, of the AWS CLI 2, to use it`,
    );
  }
  if (settings.role_arn) {
    return invalid(
      name,
      '`source_profile`, `credential_source` or `web_identity_token_file` beside `role_arn`',
    );
  }
  if (visited.length > 0) return invalid(name, 'credentials, as another profile needs them');
  return new ClientError(
    'NoCredentials',
    `expected the profile \`${name}\` in ${config.files} to have \`aws_access_key_id\`, \`role_arn\` or \`credential_process\`, found none of them`,
  );
}

function invalid(name: string, expected: string): ClientError {
  return new ClientError(
    'InvalidConfig',
    `expected in the profile \`${name}\` ${expected}, found something else`,
  );
}
