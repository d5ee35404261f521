// @ostiary/client/node: where credentials lie on a machine with Node.
export { type Environment, fromEnvironment } from './from-environment.js';
export { fromProfile, type ProfileOptions } from './from-profile.js';
