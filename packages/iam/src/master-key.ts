// @ostiary/iam/master-key: the key under which a deployment seals its secrets.
export { MasterKeyError } from './master-key/master-key-error.js';
export {
  addMasterKey,
  createMasterKeyFile,
  readMasterKeyFile,
} from './master-key/master-key-file.js';
export { type MasterKeyOptions, openMasterKey } from './master-key/open-master-key.js';
export {
  type RotationOptions,
  type RotationProgress,
  rotateMasterKey,
} from './master-key/rotate-master-key.js';
