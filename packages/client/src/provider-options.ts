// What every provider of credentials may be told.
import type { ExpiringCredentials } from './credential-provider.js';
import type { Environment } from './from-environment.js';
import { type Runtime, runtimeOf } from './runtime.js';
import { loadSharedConfig, type SharedConfig } from './shared-config.js';

/** Whose settings to read, where, and by which means. */
export interface ProviderOptions extends Partial<Runtime> {
  /** Default: `AWS_PROFILE`, or `default`. */
  readonly profile?: string;
  /** Default: `AWS_SHARED_CREDENTIALS_FILE`, or `~/.aws/credentials`. */
  readonly credentialsFile?: string;
  /** Default: `AWS_CONFIG_FILE`, or `~/.aws/config`. */
  readonly configFile?: string;
  /** Default: `process.env`. */
  readonly environment?: Environment;
  /** Asked for the code of the device that a profile names in `mfa_serial`. */
  readonly mfaCode?: (serialNumber: string) => Promise<string>;
}

/** The options with their defaults filled in. */
export interface ProviderContext {
  readonly environment: Environment;
  readonly runtime: Runtime;
  readonly profileName: string;
  /** Whether somebody named the profile, so that it has to be there. */
  readonly isProfileNamed: boolean;
  /** Whether an option did, so that it comes before the environment. */
  readonly isProfileGiven: boolean;
  readonly mfaCode: ProviderOptions['mfaCode'];
  /** Reads the files, each time it is called. */
  readonly loadConfig: () => Promise<SharedConfig>;
}

/** One place to get credentials from. */
export type LoadCredentials = (
  context: ProviderContext,
) => ExpiringCredentials | Promise<ExpiringCredentials>;

/** Fills in the defaults of the options. */
export function providerContext(options: ProviderOptions): ProviderContext {
  const { environment = process.env } = options;
  const named = options.profile ?? environment.AWS_PROFILE;
  return {
    environment,
    runtime: runtimeOf(options),
    profileName: named || 'default',
    isProfileNamed: Boolean(named),
    isProfileGiven: Boolean(options.profile),
    mfaCode: options.mfaCode,
    loadConfig: () => loadSharedConfig(options, environment),
  };
}
