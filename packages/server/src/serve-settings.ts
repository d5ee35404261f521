// What `ostiary serve` is told, by flags and by the environment, checked before anything starts.
import { isAbsolute, resolve } from 'node:path';
import { type AccountId, isAccountId } from '@ostiary/policy';
import type { LogLevel } from './log.js';

/** Where state lives. */
export type StoreSetting =
  | { readonly kind: 'memory' }
  | { readonly kind: 'sqlite'; readonly file: string }
  | { readonly kind: 'postgres'; readonly url: string };

/** A control plane to be started. */
export interface ServeSettings {
  readonly host: string;
  readonly port: number;
  /** Where the embedded database and the master key are. */
  readonly dataFolder: string;
  readonly store: StoreSetting;
  readonly accountId: AccountId;
  /** Undefined: one is made at the first start and shown once. */
  readonly rootAccessKey: RootAccessKeySetting | undefined;
  readonly masterKeyFile: string | undefined;
  /** Files of the certificate chain and the private key in PEM. */
  readonly tls: { readonly certFile: string; readonly keyFile: string } | undefined;
  /** Origins of OpenID Connect providers in the operator's own network. */
  readonly localIssuers: readonly string[];
  /** Whom SAML assertions have to be for; undefined for AWS's own address. */
  readonly samlEndpoint: string | undefined;
  readonly logLevel: LogLevel;
}

/** An access key of the root user. */
export interface RootAccessKeySetting {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** The flags of `ostiary serve`. */
export interface ServeFlags {
  readonly port?: string;
  readonly host?: string;
  readonly data?: string;
  readonly store?: string;
  readonly tlsCert?: string;
  readonly tlsKey?: string;
  readonly logLevel?: string;
}

/** A setting that has no meaning; the message names it and what is expected. */
export class ServeSettingError extends Error {
  override readonly name: string = 'ServeSettingError';
}

/** Variables of the environment. */
export type Environment = Readonly<Record<string, string | undefined>>;

const LOG_LEVELS: readonly LogLevel[] = ['silent', 'error', 'warn', 'info', 'debug'];

/**
 * Reads the settings.
 *
 * @throws ServeSettingError naming the flag or the variable
 */
export function readServeSettings(flags: ServeFlags, environment: Environment): ServeSettings {
  const dataFolder = resolve(flags.data ?? 'ostiary-data');
  return {
    host: flags.host ?? '127.0.0.1',
    port: readPort(flags.port ?? '8080'),
    dataFolder,
    store: readStore(flags.store, dataFolder),
    accountId: readAccountId(environment.OSTIARY_ACCOUNT_ID || '123456789012'),
    rootAccessKey: readRootAccessKey(environment),
    masterKeyFile: environment.OSTIARY_MASTER_KEY_FILE || undefined,
    tls: readTls(flags),
    localIssuers: readLocalIssuers(environment.OSTIARY_LOCAL_ISSUERS || ''),
    samlEndpoint: readSamlEndpoint(environment.OSTIARY_SAML_ENDPOINT || undefined),
    logLevel: readLogLevel(flags.logLevel ?? 'info'),
  };
}

function readPort(text: string): number {
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port;
  throw new ServeSettingError(`expected --port to be from 0 to 65535, found \`${text}\``);
}

function readStore(text: string | undefined, dataFolder: string): StoreSetting {
  if (text === undefined) return { kind: 'sqlite', file: resolve(dataFolder, 'ostiary.db') };
  if (text === 'memory') return { kind: 'memory' };
  if (/^postgres(ql)?:\/\//.test(text)) return { kind: 'postgres', url: text };
  const [, file = ''] = /^sqlite:(.+)$/.exec(text) ?? [];
  if (file === '') {
    // A wrong URL is not repeated: it may hold a password.
    throw new ServeSettingError(
      'expected --store to be `memory`, `sqlite:FILE` or `postgres://…`, found something else',
    );
  }
  return { kind: 'sqlite', file: isAbsolute(file) ? file : resolve(file) };
}

function readAccountId(text: string): AccountId {
  if (isAccountId(text) && text !== '000000000000') return text;
  throw new ServeSettingError(`expected OSTIARY_ACCOUNT_ID to be 12 digits, found \`${text}\``);
}

function readRootAccessKey(environment: Environment): RootAccessKeySetting | undefined {
  const accessKeyId = environment.OSTIARY_ROOT_ACCESS_KEY_ID || undefined;
  const secretAccessKey = environment.OSTIARY_ROOT_SECRET_ACCESS_KEY || undefined;
  if (accessKeyId === undefined && secretAccessKey === undefined) return undefined;
  if (accessKeyId === undefined || secretAccessKey === undefined) {
    const missing = accessKeyId === undefined ? 'ACCESS_KEY_ID' : 'SECRET_ACCESS_KEY';
    throw new ServeSettingError(`expected OSTIARY_ROOT_${missing} beside the other, found none`);
  }
  if (!/^[\w.+=@-]{1,128}$/.test(accessKeyId)) {
    throw new ServeSettingError(
      'expected OSTIARY_ROOT_ACCESS_KEY_ID to be 1 to 128 letters, digits and _.+=@-, found something else',
    );
  }
  return { accessKeyId, secretAccessKey };
}

function readLocalIssuers(text: string): readonly string[] {
  const issuers = text.split(',').filter((issuer) => issuer !== '');
  const wrong = issuers.find(
    (issuer) =>
      !/^https?:/.test(issuer) || !URL.canParse(issuer) || new URL(issuer).origin !== issuer,
  );
  if (wrong === undefined) return issuers;
  throw new ServeSettingError(
    `expected OSTIARY_LOCAL_ISSUERS to be origins such as https://login.internal:8443, found \`${wrong}\``,
  );
}

function readSamlEndpoint(text: string | undefined): string | undefined {
  if (text === undefined || (URL.canParse(text) && new URL(text).protocol === 'https:'))
    return text;
  throw new ServeSettingError(
    `expected OSTIARY_SAML_ENDPOINT to be a URL of https, found \`${text}\``,
  );
}

function readTls({ tlsCert, tlsKey }: ServeFlags): ServeSettings['tls'] {
  if (tlsCert === undefined && tlsKey === undefined) return undefined;
  if (tlsCert === undefined || tlsKey === undefined) {
    throw new ServeSettingError('expected --tls-cert and --tls-key together, found one of them');
  }
  return { certFile: resolve(tlsCert), keyFile: resolve(tlsKey) };
}

function readLogLevel(text: string): LogLevel {
  const level = LOG_LEVELS.find((each) => each === text);
  if (level !== undefined) return level;
  throw new ServeSettingError(
    `expected --log-level to be ${LOG_LEVELS.join(', ')}, found \`${text}\``,
  );
}
