// The keys of the demo in files of AWS's own format: for the AWS CLI, for the notes API, for the next start.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** An access key. */
export interface AccessKey {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** Where AWS's two files are. */
export interface AwsFiles {
  readonly credentialsFile: string;
  readonly configFile: string;
}

/** The files of the demo under its data folder. */
export function awsFiles(dataFolder: string): AwsFiles {
  return {
    credentialsFile: join(dataFolder, 'aws-credentials'),
    configFile: join(dataFolder, 'aws-config'),
  };
}

/** Writes a profile for each key, readable by the owner of the file alone. */
export function writeCredentials(
  { credentialsFile }: AwsFiles,
  keys: ReadonlyMap<string, AccessKey>,
): void {
  const profiles = [...keys].map(
    ([name, { accessKeyId, secretAccessKey }]) =>
      `[${name}]\naws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`,
  );
  writeFileSync(credentialsFile, profiles.join('\n'), { mode: 0o600 });
}

/** The keys by profile, as they were written; undefined before the first start. */
export function readCredentials({
  credentialsFile,
}: AwsFiles): ReadonlyMap<string, AccessKey> | undefined {
  if (!existsSync(credentialsFile)) return undefined;
  const profile = /\[(.+)\]\naws_access_key_id = (.+)\naws_secret_access_key = (.+)\n/g;
  const matches = readFileSync(credentialsFile, 'utf8').matchAll(profile);
  return new Map(
    [...matches].map(([, name = '', accessKeyId = '', secretAccessKey = '']) => [
      name,
      { accessKeyId, secretAccessKey },
    ]),
  );
}

/** A profile that is a role, assumed by the key of another profile. */
export interface RoleProfile {
  readonly name: string;
  readonly roleArn: string;
  readonly sourceProfile: string;
  readonly endpoint: string;
}

/** Writes the profile of a role. */
export function writeRoleProfile({ configFile }: AwsFiles, profile: RoleProfile): void {
  const { name, roleArn, sourceProfile, endpoint } = profile;
  const text = `[profile ${name}]\nrole_arn = ${roleArn}\nsource_profile = ${sourceProfile}\n`;
  writeFileSync(configFile, `${text}endpoint_url = ${endpoint}\n`, { mode: 0o600 });
}

/** Makes the folder that the files are in. */
export function makeDataFolder(dataFolder: string): void {
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
}
