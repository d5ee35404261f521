// The files of the AWS CLI and SDKs, with their profiles and sections.
import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { loadSharedConfigFiles } from '@smithy/shared-ini-file-loader';
import { ClientError } from './errors.js';
import type { Environment } from './from-environment.js';

/** The settings of a profile or section by name. */
export type Settings = Readonly<Record<string, string | undefined>>;

/** A profile, and in which file its access key stands. */
export interface Profile {
  readonly name: string;
  readonly settings: Settings;
  readonly keyFile: string;
}

/** Both files, as one. */
export interface SharedConfig {
  findProfile(name: string): Profile | undefined;
  /** A section of the config file such as `[services local]`. */
  findSection(type: 'services', name: string): Settings | undefined;
  /** Both paths, for messages. */
  readonly files: string;
}

/** A file with profiles, and whether an option named it, so that it has to be there. */
interface ProfileFile {
  readonly path: string;
  readonly named: boolean;
}

type Sections = Readonly<Record<string, Settings>>;

/**
 * Reads both files (AWS SDKs and Tools Reference Guide, "Shared config and credentials files").
 * The settings of a profile are those of both, and the credentials file wins; but an access key is
 * never made of halves from different files. Throws ClientError ConfigNotFound.
 */
export async function loadSharedConfig(
  options: { readonly credentialsFile?: string; readonly configFile?: string },
  environment: Environment,
): Promise<SharedConfig> {
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
  return {
    files: `\`${credentialsFile.path}\` or \`${configFile.path}\``,
    findSection: (type, name) => ownSection(files.configFile, `${type}.${name}`),
    findProfile(name) {
      const ofCredentials = ownSection(files.credentialsFile, name);
      const ofConfig = ownSection(files.configFile, name);
      if (ofCredentials === undefined && ofConfig === undefined) return undefined;
      const hasKey = isKeyHalf(ofCredentials);
      return {
        name,
        keyFile: (hasKey ? credentialsFile : configFile).path,
        settings: { ...(hasKey ? withoutKey(ofConfig) : ofConfig), ...ofCredentials },
      };
    },
  };
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
function ownSection(sections: Sections, name: string): Settings | undefined {
  return Object.hasOwn(sections, name) ? sections[name] : undefined;
}

function isKeyHalf(settings: Settings | undefined): boolean {
  return Boolean(settings?.aws_access_key_id || settings?.aws_secret_access_key);
}

function withoutKey(settings: Settings = {}): Settings {
  const { aws_access_key_id, aws_secret_access_key, aws_session_token, ...others } = settings;
  return others;
}
