// @ostiary/client: the caller's side, for any runtime with `fetch`.
export { type Client, type ClientOptions, createClient } from './create-client.js';
export type { CredentialProvider, ExpiringCredentials } from './credential-provider.js';
export { ClientError, type ClientErrorCode } from './errors.js';
export { type RefreshableOptions, refreshable } from './refreshable.js';
export type { Runtime } from './runtime.js';
