// @ostiary/client: the caller's side, for any runtime with `fetch`.
export { type Client, type ClientOptions, createClient } from './create-client.js';
export type { CredentialProvider } from './credential-provider.js';
export { ClientError, type ClientErrorCode } from './errors.js';
