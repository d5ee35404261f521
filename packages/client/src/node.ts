// @ostiary/client/node: where credentials lie on a machine with Node.
export { defaultProvider } from './default-provider.js';
export { fromContainer } from './from-container.js';
export { type Environment, fromEnvironment } from './from-environment.js';
export { fromInstanceMetadata } from './from-instance-metadata.js';
export { fromProfile } from './from-profile.js';
export { fromTokenFile } from './from-token-file.js';
export type { ProviderOptions } from './provider-options.js';
